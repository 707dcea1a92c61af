package io.gnocchi.core.codec;

/// Timestamps as zigzag varints: the first, the first difference, then differences of differences;
/// a regular series costs a byte a point.
public final class TimestampColumn {
    private TimestampColumn() {}

    public static void write(ByteWriter out, long[] timestamps) {
        long previous = 0;
        long step = 0;
        for (long timestamp : timestamps) {
            long difference = timestamp - previous;
            out.zigzag(difference - step);
            step = difference;
            previous = timestamp;
        }
    }

    /// @throws MalformedException when there are fewer than `count`
    public static long[] read(ByteReader in, int count) {
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
}
