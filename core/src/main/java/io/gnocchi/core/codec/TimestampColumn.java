package io.gnocchi.core.codec;

/// Timestamps, counted in the longest unit that fits them all: nanoseconds to minutes, or the
/// granularity of buckets (`docs/formats/columns-2.md`). A regular series costs some ten bytes
/// however long it is.
public final class TimestampColumn {
    private static final long MICROSECOND = 1_000;
    private static final long MILLISECOND = 1_000_000;
    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final long[] UNITS = {1, MICROSECOND, MILLISECOND, SECOND, MINUTE};

    private static final int GRANULARITY = 7;

    private TimestampColumn() {}

    /// Of one point: the same bytes in less time.
    public static void write(ByteWriter out, long timestamp) {
        int unit = UNITS.length - 1;
        while (!isWhole(timestamp, unit)) {
            unit--;
        }
        out.u8(unit);
        out.zigzag(divided(timestamp, unit));
    }

    /// Of points.
    public static void write(ByteWriter out, long[] timestamps) {
        if (timestamps.length > 0) {
            int unit = unit(timestamps);
            out.u8(unit);
            LongColumn.write(out, inUnits(timestamps, unit));
        }
    }

    /// Of buckets.
    public static void write(ByteWriter out, long[] timestamps, long granularityNanos) {
        if (timestamps.length > 0 && areMultiples(timestamps, granularityNanos)) {
            out.u8(GRANULARITY);
            LongColumn.write(out, divided(timestamps, granularityNanos));
        } else {
            write(out, timestamps);
        }
    }

    /// @param granularityNanos of buckets; 1 for points
    /// @throws MalformedException when there are fewer than `count` or the unit is unknown
    public static long[] read(ByteReader in, int count, long granularityNanos) {
        if (count == 0) {
            return new long[0];
        }
        int unit = in.u8();
        if (unit >= UNITS.length && unit != GRANULARITY) {
            throw new MalformedException("no unit of time " + unit);
        }
        long nanos = unit == GRANULARITY ? granularityNanos : UNITS[unit];
        var timestamps = LongColumn.read(in, count);
        for (int i = 0; i < count; i++) {
            timestamps[i] *= nanos;
        }
        return timestamps;
    }

    /// As they were written once: zigzag varints of the first, the first difference, then
    /// differences of differences.
    ///
    /// @throws MalformedException when there are fewer than `count`
    public static long[] readVarints(ByteReader in, int count) {
        var timestamps = new long[count];
        long previous = 0;
        long step = 0;
        for (int i = 0; i < count; i++) {
            step += in.zigzag();
            previous += step;
            timestamps[i] = previous;
        }
        return timestamps;
    }

    private static int unit(long[] timestamps) {
        int unit = UNITS.length - 1;
        for (long timestamp : timestamps) {
            while (!isWhole(timestamp, unit)) {
                unit--;
            }
        }
        return unit;
    }

    private static boolean isWhole(long timestamp, int unit) {
        return divided(timestamp, unit) * UNITS[unit] == timestamp;
    }

    /// In whole units. Divisors that the compiler knows are many times as fast as others.
    private static long divided(long timestamp, int unit) {
        return switch (unit) {
            case 0 -> timestamp;
            case 1 -> timestamp / MICROSECOND;
            case 2 -> timestamp / MILLISECOND;
            case 3 -> timestamp / SECOND;
            default -> timestamp / MINUTE;
        };
    }

    private static long[] inUnits(long[] timestamps, int unit) {
        var counts = new long[timestamps.length];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = divided(timestamps[i], unit);
        }
        return counts;
    }

    private static boolean areMultiples(long[] timestamps, long unit) {
        for (long timestamp : timestamps) {
            if (timestamp % unit != 0) {
                return false;
            }
        }
        return true;
    }

    private static long[] divided(long[] timestamps, long unit) {
        var counts = new long[timestamps.length];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = timestamps[i] / unit;
        }
        return counts;
    }
}
