package io.gnocchi.core.query;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Timespan;
import io.gnocchi.core.model.UnavailableException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads aggregates: closed buckets, the open window, and batches not yet folded, always fresh.
public final class MeasuresReader {
    public MeasuresReader() {}

    /// One metric's aggregates.
    ///
    /// @param method one of the policy's
    /// @param granularity one of the policy's; null reads all
    /// @param startNanos inclusive after rounding down to the granularity shown; `Long.MIN_VALUE`
    ///   for the beginning
    /// @param stopNanos exclusive; `Long.MAX_VALUE` for the end
    /// @param resampling null for none; needs a granularity
    /// @return coarsest granularity first
    /// @throws UnavailableException when the store or the manifest cannot answer now
    public List<Answer> read(
            Metric metric,
            AggregationMethod method,
            @Nullable Timespan granularity,
            long startNanos,
            long stopNanos,
            @Nullable Resampling resampling) {
        return List.of();
    }

    /// How many bundles of each metric wait to be folded.
    public Map<UUID, Integer> backlogByMetric() {
        return Map.of();
    }
}
