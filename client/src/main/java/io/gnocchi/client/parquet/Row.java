package io.gnocchi.client.parquet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A point and whose it is.
///
/// @param resource null when the metric belongs to none
/// @param metric its name; null when it has none
/// @param timestamp the beginning of the bucket; what it has below microseconds is cut off
/// @param value null for none
public record Row(
        @Nullable String resource,
        @Nullable String metric,
        String metricId,
        String aggregation,
        double granularitySeconds,
        Instant timestamp,
        @Nullable Double value) {}
