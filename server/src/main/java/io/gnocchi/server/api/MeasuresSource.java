package io.gnocchi.server.api;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Timespan;
import io.gnocchi.core.query.Answer;
import io.gnocchi.core.query.Resampling;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where aggregates come from: promises what `MeasuresReader` does.
public interface MeasuresSource {

    /// One metric's aggregates, coarsest granularity first.
    List<Answer> read(
            Metric metric,
            AggregationMethod method,
            @Nullable Timespan granularity,
            long startNanos,
            long stopNanos,
            @Nullable Resampling resampling);

    /// How many bundles of each metric wait to be folded.
    Map<UUID, Integer> backlogByMetric();
}
