package io.gnocchi.core.series;

import io.gnocchi.core.model.Timespan;

/// Aggregated points of one metric, method and granularity.
///
/// @param granularity the length of every bucket
/// @param timestamps first instants of the buckets, nanoseconds since the Epoch, strictly ascending
/// @param values as many
public record Series(Timespan granularity, long[] timestamps, double[] values) {
    public int size() {
        return timestamps.length;
    }
}
