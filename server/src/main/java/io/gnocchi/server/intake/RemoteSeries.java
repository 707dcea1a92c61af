package io.gnocchi.server.intake;

import io.gnocchi.core.model.MalformedException;
import io.gnocchi.core.model.Measures;

/// One time series of a remote write request.
///
/// @param all those of its request
/// @param place of this one
record RemoteSeries(SeriesColumns all, int place) {

    /// A copy of its [EncodedLabels].
    byte[] labels() {
        return all.labels(place);
    }

    /// How many samples it has, markers of its end included.
    int sampleCount() {
        return all.sampleCount(place);
    }

    /// How many native histograms it has.
    int histogramCount() {
        return all.histogramCount(place);
    }

    /// Its samples but markers of its end, times in nanoseconds.
    ///
    /// @throws MalformedException when a time is before 1970 or too late
    Measures samples() {
        return all.samples(place);
    }

    /// The numbers of observations of native histograms.
    ///
    /// @throws MalformedException when a time is before 1970 or too late
    Measures counts() {
        return all.counts(place);
    }

    /// The sums of observations of native histograms.
    ///
    /// @throws MalformedException when a time is before 1970 or too late
    Measures sums() {
        return all.sums(place);
    }
}
