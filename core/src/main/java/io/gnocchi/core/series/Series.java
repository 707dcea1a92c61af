package io.gnocchi.core.series;

import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Timespan;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/// Aggregated points of one metric, method and granularity.
///
/// @param granularity the length of every bucket
/// @param timestamps first instants of the buckets, nanoseconds since the Epoch, strictly ascending
/// @param values as many
public record Series(Timespan granularity, long[] timestamps, double[] values) {
    public int size() {
        return timestamps.length;
    }

    /// Some of the buckets.
    public Measures only(LongPredicate wanted) {
        int[] kept = IntStream.range(0, size()).filter(i -> wanted.test(timestamps[i])).toArray();
        if (kept.length == size()) {
            return new Measures(timestamps, values);
        }
        return new Measures(
                IntStream.of(kept).mapToLong(i -> timestamps[i]).toArray(),
                IntStream.of(kept).mapToDouble(i -> values[i]).toArray());
    }
}
