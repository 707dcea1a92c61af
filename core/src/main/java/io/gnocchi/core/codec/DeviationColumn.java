package io.gnocchi.core.codec;

/// Standard deviations of decimals, beside the counts of their points.
///
/// A deviation looks like noise, and takes all its bits by itself. But of points that are whole
/// numbers over a power of ten, `n * (n - 1)` times its square is a whole number over the square of
/// that power: of ten points of two decimals often one of some twenty bits. What the arithmetic
/// rounded off is kept as a correction in units of the last place, some ten bits more.
///
/// ```
/// deviations = exponent:u8 numbers corrections
/// ```
public final class DeviationColumn {
    private static final int LARGEST_EXPONENT = 6;
    private static final int SAMPLE = 32;

    /// Numbers up to here are exact as doubles.
    private static final double LARGEST_NUMBER = 1L << 53;

    /// More units in the last place than this are no rounding.
    private static final long LARGEST_CORRECTION = 1L << 16;

    /// Bits of a value from which on other columns are shorter.
    private static final int TOO_MANY_BITS = 50;

    private DeviationColumn() {}

    /// Writes nothing when it would not pay.
    ///
    /// @param counts how many points each deviation is of, as whole numbers
    /// @return whether it was written
    public static boolean write(ByteWriter out, double[] values, double[] counts) {
        int exponent = exponent(values, counts);
        if (exponent < 0) {
            return false;
        }
        var numbers = new long[values.length];
        var corrections = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            double number = number(values[i], counts[i], exponent);
            corrections[i] = correction(values[i], number, counts[i], exponent);
            if (isUnfit(number, corrections[i])) {
                return false;
            }
            numbers[i] = (long) number;
        }
        out.u8(exponent);
        LongColumn.write(out, numbers);
        LongColumn.write(out, corrections);
        return true;
    }

    /// @param counts as they were written
    /// @throws MalformedException when there are fewer than counts
    public static double[] read(ByteReader in, double[] counts) {
        int exponent = in.u8();
        if (exponent > LARGEST_EXPONENT) {
            throw new MalformedException("deviations of " + exponent + " decimals");
        }
        var numbers = LongColumn.read(in, counts.length);
        var corrections = LongColumn.read(in, counts.length);
        var values = new double[counts.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(numbers[i], corrections[i], counts[i], exponent);
        }
        return values;
    }

    /// The fewest decimals that leave nothing but roundings, as far as a sample shows; negative
    /// when there are none or too many.
    private static int exponent(double[] values, double[] counts) {
        int stride = Math.max(1, values.length / SAMPLE);
        for (int exponent = 0; exponent <= LARGEST_EXPONENT; exponent++) {
            int bits = 0;
            for (int i = 0; i < values.length && bits <= TOO_MANY_BITS; i += stride) {
                double number = number(values[i], counts[i], exponent);
                long correction = correction(values[i], number, counts[i], exponent);
                bits = isUnfit(number, correction) ? Long.SIZE : Math.max(bits, bits(number));
            }
            if (bits <= TOO_MANY_BITS) {
                return exponent;
            }
        }
        return -1;
    }

    private static int bits(double number) {
        return Long.SIZE - Long.numberOfLeadingZeros((long) number);
    }

    private static double number(double value, double count, int exponent) {
        double power = Decimals.power(exponent);
        return Math.rint(value * value * pairs(count) * power * power);
    }

    private static long correction(double value, double number, double count, int exponent) {
        return Double.doubleToRawLongBits(value)
                - Double.doubleToRawLongBits(value((long) number, 0, count, exponent));
    }

    private static double value(long number, long correction, double count, int exponent) {
        double value = Math.sqrt(number / pairs(count)) / Decimals.power(exponent);
        return Double.longBitsToDouble(Double.doubleToRawLongBits(value) + correction);
    }

    private static double pairs(double count) {
        return count * (count - 1);
    }

    private static boolean isUnfit(double number, long correction) {
        return !(number <= LARGEST_NUMBER)
                || correction > LARGEST_CORRECTION
                || correction < -LARGEST_CORRECTION;
    }
}
