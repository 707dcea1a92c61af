package io.gnocchi.server.intake;

import io.gnocchi.core.segment.PostedColumns;
import java.util.Arrays;
import java.util.HashMap;
import java.util.UUID;

/// The measures of one request by metric: of several series that are for the same one, in their
/// order.
///
/// As a rule no two are, which senders who name their series in the same order every time let us
/// know beforehand; then nothing is looked up.
///
/// @param posted the measures
/// @param merged how many series went into a metric that another series made
record Together(PostedColumns posted, int merged) {

    /// @param found the series that have samples
    /// @param samples of all of them
    static Together of(KnownSeries.Found found, GrowingMeasures samples) {
        if (found.apart()) {
            var posted =
                    found.metrics().posted(found.ends(), samples.timestamps(), samples.values());
            return new Together(posted, 0);
        }
        return merged(found, samples);
    }

    private static Together merged(KnownSeries.Found found, GrowingMeasures samples) {
        int size = found.metrics().size();
        var metrics = new MetricColumns(size);
        var places = HashMap.<UUID, Integer>newHashMap(size);
        var placeOf = new int[size];
        for (int i = 0; i < size; i++) {
            var metric = found.metrics().metric(i);
            Integer place = places.putIfAbsent(metric.id(), metrics.size());
            if (place == null) {
                placeOf[i] = metrics.size();
                metrics.add(metric);
            } else {
                placeOf[i] = place;
            }
        }
        int series = (int) Arrays.stream(found.places(), 0, size).distinct().count();
        return new Together(
                moved(found.ends(), samples, metrics, placeOf), series - metrics.size());
    }

    /// The samples of each metric side by side.
    ///
    /// @param ends of the samples of each series
    /// @param placeOf the metric of each series
    private static PostedColumns moved(
            int[] ends, GrowingMeasures samples, MetricColumns metrics, int[] placeOf) {
        var next = new int[metrics.size() + 1];
        int from = 0;
        for (int i = 0; i < placeOf.length; i++) {
            next[placeOf[i] + 1] += ends[i] - from;
            from = ends[i];
        }
        for (int place = 1; place < next.length; place++) {
            next[place] += next[place - 1];
        }
        var timestamps = new long[next[metrics.size()]];
        var values = new double[timestamps.length];
        from = 0;
        for (int i = 0; i < placeOf.length; i++) {
            for (; from < ends[i]; from++) {
                int to = next[placeOf[i]]++;
                timestamps[to] = samples.timestamp(from);
                values[to] = samples.value(from);
            }
        }
        // All are moved: where the next would stand they end.
        return metrics.posted(Arrays.copyOf(next, metrics.size()), timestamps, values);
    }
}
