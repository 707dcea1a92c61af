package io.gnocchi.core.query;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Timespan;
import java.util.List;

/// Which aggregates of a metric to read.
///
/// @param method one of the policy's
/// @param granularities some of the policy's
public record SeriesWish(Metric metric, AggregationMethod method, List<Timespan> granularities) {
    public SeriesWish {
        granularities = List.copyOf(granularities);
    }
}
