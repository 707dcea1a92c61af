package io.gnocchi.core.series;

import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/// Neighbouring points that fall into the same bucket.
///
/// @param buckets first instants of the buckets that have points, strictly ascending
/// @param ends where in the columns of points each group ends, exclusive; a group begins where the
///   one before it ends, the first at `from`
record Groups(long[] buckets, int from, int[] ends) {
    int size() {
        return buckets.length;
    }

    int start(int group) {
        return group == 0 ? from : ends[group - 1];
    }

    int count(int group) {
        return ends[group] - start(group);
    }

    /// Buckets of equal length. One division for each bucket, not for each point.
    static Groups every(long granularityNanos, long[] timestamps, int from, int to) {
        var groups = new Builder(from, to);
        int at = from;
        while (at < to) {
            long bucket = Buckets.floor(timestamps[at], granularityNanos);
            // A difference cannot overflow where the end of the last bucket could.
            while (at < to && timestamps[at] - bucket < granularityNanos) {
                at++;
            }
            groups.add(bucket, at);
        }
        return groups.build();
    }

    /// Buckets of any kind.
    static Groups by(LongUnaryOperator bucketOf, long[] timestamps, int from, int to) {
        var groups = new Builder(from, to);
        int at = from;
        while (at < to) {
            long bucket = bucketOf.applyAsLong(timestamps[at]);
            while (at < to && bucketOf.applyAsLong(timestamps[at]) == bucket) {
                at++;
            }
            groups.add(bucket, at);
        }
        return groups.build();
    }

    private static final class Builder {
        private static final int FIRST_CAPACITY = 16;

        private final int from;
        private final int most;
        private long[] buckets;
        private int[] ends;
        private int size;

        Builder(int from, int to) {
            this.from = from;
            this.most = to - from;
            this.buckets = new long[Math.min(most, FIRST_CAPACITY)];
            this.ends = new int[buckets.length];
        }

        void add(long bucket, int end) {
            if (size == buckets.length) {
                int capacity = (int) Math.min(most, size * 2L);
                buckets = Arrays.copyOf(buckets, capacity);
                ends = Arrays.copyOf(ends, capacity);
            }
            buckets[size] = bucket;
            ends[size++] = end;
        }

        Groups build() {
            return new Groups(Arrays.copyOf(buckets, size), from, Arrays.copyOf(ends, size));
        }
    }
}
