package io.gnocchi.core.codec;

import java.util.Arrays;

/// Doubles, bit for bit, in the first of these schemes that fits: all the same (1), all whole
/// numbers (2: zigzag varints of the differences), as they are (0: eight bytes each).
public final class DoubleColumn {
    private static final int PLAIN = 0;
    private static final int SAME = 1;
    private static final int WHOLE = 2;

    /// Whole numbers up to here, and their differences, are exact.
    private static final double LARGEST_WHOLE = 1L << 52;

    private DoubleColumn() {}

    public static void write(ByteWriter out, double[] values) {
        if (values.length == 0) {
            return;
        }
        if (allSame(values)) {
            out.u8(SAME);
            out.u64(Double.doubleToRawLongBits(values[0]));
        } else if (allWhole(values)) {
            out.u8(WHOLE);
            long previous = 0;
            for (double value : values) {
                out.zigzag((long) value - previous);
                previous = (long) value;
            }
        } else {
            out.u8(PLAIN);
            for (double value : values) {
                out.u64(Double.doubleToRawLongBits(value));
            }
        }
    }

    /// @throws MalformedException when there are fewer than `count` or the scheme is unknown
    public static double[] read(ByteReader in, int count) {
        var values = new double[count];
        if (count == 0) {
            return values;
        }
        int scheme = in.u8();
        switch (scheme) {
            case SAME -> Arrays.fill(values, Double.longBitsToDouble(in.u64()));
            case WHOLE -> {
                long previous = 0;
                for (int i = 0; i < count; i++) {
                    previous += in.zigzag();
                    values[i] = previous;
                }
            }
            case PLAIN -> {
                for (int i = 0; i < count; i++) {
                    values[i] = Double.longBitsToDouble(in.u64());
                }
            }
            default -> throw new MalformedException("no column scheme " + scheme);
        }
        return values;
    }

    private static boolean allSame(double[] values) {
        long first = Double.doubleToRawLongBits(values[0]);
        for (double value : values) {
            if (Double.doubleToRawLongBits(value) != first) {
                return false;
            }
        }
        return true;
    }

    private static boolean allWhole(double[] values) {
        for (double value : values) {
            boolean whole = value == (long) value && Math.abs(value) <= LARGEST_WHOLE;
            boolean negativeZero = value == 0 && Double.doubleToRawLongBits(value) != 0;
            if (!whole || negativeZero) {
                return false;
            }
        }
        return true;
    }
}
