package io.gnocchi.core.model;

import java.util.UUID;

/// The shards of a deployment: a metric lives in sack `id mod count`, the id read as an unsigned
/// 128-bit integer.
public record Sacks(int count) {
    public static final int DEFAULT_COUNT = 128;

    public Sacks {
        if (count < 1 || count > 65_535) {
            throw new IllegalArgumentException("1 to 65535 sacks, not " + count);
        }
    }

    /// The sack of a metric, 0 to `count - 1`.
    public int of(UUID metric) {
        return of(metric.getMostSignificantBits(), metric.getLeastSignificantBits());
    }

    /// The same of an id in halves.
    public int of(long high, long low) {
        if (Integer.bitCount(count) == 1) {
            return (int) low & (count - 1);
        }
        long radix = Long.remainderUnsigned(-1L, count) + 1; // 2^64 mod count, up to count
        long ofHigh = Long.remainderUnsigned(high, count) * (radix % count);
        return (int) ((ofHigh + Long.remainderUnsigned(low, count)) % count);
    }
}
