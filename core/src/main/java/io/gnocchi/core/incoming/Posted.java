package io.gnocchi.core.incoming;

import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.series.Canonical;
import io.gnocchi.core.series.Request;

/// The measures of one metric in one request.
///
/// @param imported whether those behind the mutable window become history instead of being dropped
public record Posted(Metric metric, Measures measures, boolean imported) {

    /// Measures that are judged by the window.
    public Posted(Metric metric, Measures measures) {
        this(metric, measures, false);
    }

    /// The same measures to be imported.
    public Posted asImport() {
        return new Posted(metric, measures, true);
    }

    /// What is asked of the metric.
    public Request request() {
        var canonical = Canonical.canonical(measures);
        return imported
                ? new Request.Import(metric.policy(), canonical)
                : new Request.Post(metric.policy(), canonical);
    }
}
