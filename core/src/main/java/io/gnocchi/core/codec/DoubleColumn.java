package io.gnocchi.core.codec;

import java.util.Arrays;

/// Doubles, bit for bit, in the shortest of these schemes (`docs/formats/columns-2.md`): decimals,
/// decimals with corrections, all the same, what changes from one to the next, as they are. One
/// more, whole numbers as varints, was written once and is read.
public final class DoubleColumn {
    private static final int PLAIN = 0;
    private static final int SAME = 1;
    private static final int WHOLE = 2;
    private static final int XOR = 3;

    /// The exponent is added.
    private static final int EXACT_DECIMALS = 16;

    private static final int NEAR_DECIMALS = 32;

    /// Decimals that take more than half of a double are held against the other schemes.
    private static final int BYTES_WORTH_A_LOOK = 4;

    /// So many values are few.
    private static final int SHORT = 16;

    /// So many digits after the point, of all values together, take no more than one exception does
    /// with the columns that come with it.
    private static final int DIGITS_OF_AN_EXCEPTION = 36;

    private DoubleColumn() {}

    /// Of one value: the same bytes in less time.
    public static void write(ByteWriter out, double value) {
        if (!writeDecimal(out, value)) {
            writeAny(out, new double[] {value});
        }
    }

    public static void write(ByteWriter out, double[] values) {
        if (values.length == 1) {
            write(out, values[0]);
        } else if (values.length > 0) {
            writeAny(out, values);
        }
    }

    private static void writeAny(ByteWriter out, double[] values) {
        if (values.length <= SHORT && writeDecimals(out, values)) {
            return;
        }
        var decimals = Decimals.of(values);
        int start = out.size();
        if (decimals != null) {
            int scheme = decimals.areExact() ? EXACT_DECIMALS : NEAR_DECIMALS;
            out.u8(scheme + decimals.exponent());
            decimals.write(out);
            if (out.size() - start <= (long) BYTES_WORTH_A_LOOK * values.length) {
                return;
            }
        }
        int taken = decimals == null ? Integer.MAX_VALUE : out.size() - start;
        var changes = XorColumn.changes(values);
        int plain = 1 + Math.multiplyExact(values.length, Double.BYTES);
        int shortest = Math.min(plain, 1 + XorColumn.size(changes));
        if (taken <= shortest) {
            return;
        }
        out.truncate(start);
        writeBits(out, values, changes, shortest == plain);
    }

    /// Few values with few digits, in less time: neither exceptions nor corrections would make them
    /// shorter.
    ///
    /// @return false when they are others
    private static boolean writeDecimals(ByteWriter out, double[] values) {
        var numbers = new long[values.length];
        int exponent = Decimals.numbers(values, numbers);
        if (exponent < 0 || values.length * exponent > DIGITS_OF_AN_EXCEPTION) {
            return false;
        }
        int start = out.size();
        out.u8(EXACT_DECIMALS + exponent);
        LongColumn.write(out, numbers);
        if (out.size() - start <= BYTES_WORTH_A_LOOK * values.length) {
            return true;
        }
        out.truncate(start);
        return false;
    }

    /// @return false when it is no decimal, or a long one
    private static boolean writeDecimal(ByteWriter out, double value) {
        int exponent = Decimals.exponent(value);
        if (exponent < 0) {
            return false;
        }
        long number = Decimals.number(value, exponent);
        if (ByteWriter.zigzagBytes(number) > Double.BYTES) {
            return false;
        }
        out.u8(EXACT_DECIMALS + exponent);
        out.zigzag(number);
        return true;
    }

    private static void writeBits(
            ByteWriter out, double[] values, long[] changes, boolean plainIsShort) {
        if (LongColumn.allSame(changes) && (changes.length == 0 || changes[0] == 0)) {
            out.u8(SAME);
            out.u64(Double.doubleToRawLongBits(values[0]));
        } else if (plainIsShort) {
            out.u8(PLAIN);
            for (double value : values) {
                out.u64(Double.doubleToRawLongBits(value));
            }
        } else {
            out.u8(XOR);
            XorColumn.write(out, values[0], changes);
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
            case XOR -> XorColumn.read(in, values);
            default -> readDecimals(in, scheme, values);
        }
        return values;
    }

    private static void readDecimals(ByteReader in, int scheme, double[] values) {
        int exact = scheme - EXACT_DECIMALS;
        int near = scheme - NEAR_DECIMALS;
        if (exact >= 0 && exact <= Decimals.LARGEST_EXPONENT) {
            Decimals.readExact(in, exact, values);
        } else if (near >= 0 && near <= Decimals.LARGEST_EXPONENT) {
            Decimals.readNear(in, near, values);
        } else {
            throw new MalformedException("no column scheme " + scheme);
        }
    }
}
