package io.gnocchi.core.codec;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Doubles as whole numbers over a power of ten.
///
/// What people and programs measure was mostly written with a few decimals once, and the double
/// next to such a decimal is exactly the quotient of two whole doubles. So 21.37 is the number 2137
/// and the exponent 2. The idea is ALP's (Afroozeh, Kuffo and Boncz, "ALP: Adaptive Lossless
/// Floating-Point Compression", 2023); a true division instead of a product spares its second
/// exponent.
///
/// Sums and means of decimals miss the next decimal by a few units in the last place. Those are
/// kept as corrections. What is no decimal at all is kept as an exception.
final class Decimals {
    /// Exponents above find nothing that fewer bits would not say otherwise.
    static final int LARGEST_EXPONENT = 14;

    /// Values looked at to choose the exponent.
    private static final int SAMPLE = 32;

    /// Numbers up to here are exact as doubles.
    private static final double LARGEST_NUMBER = 1L << 53;

    /// More units in the last place than this are no rounding but another number.
    private static final long LARGEST_CORRECTION = 1L << 20;

    /// What an exception takes.
    private static final int EXCEPTION_BITS = 80;

    /// Costs a value from which on decimals are not tried.
    private static final int TOO_MANY_BITS = 60;

    private static final double[] POWERS = powers();

    private final int exponent;
    private final long[] numbers;
    private final long[] corrections;
    private final int[] exceptions;
    private final double[] values;
    private boolean exact = true;
    private int excepted;

    private Decimals(double[] values, int exponent) {
        this.values = values;
        this.exponent = exponent;
        this.numbers = new long[values.length];
        this.corrections = new long[values.length];
        this.exceptions = new int[Math.max(1, values.length / 8)];
        fill();
    }

    /// Null when they are no decimals.
    static @Nullable Decimals of(double[] values) {
        int stride = Math.max(1, values.length / SAMPLE);
        int exponent = exponent(values, stride);
        if (exponent < 0) {
            return null;
        }
        var sampled = new Decimals(values, exponent);
        if (sampled.isWorthIt() || stride == 1) {
            return sampled.isWorthIt() ? sampled : null;
        }
        // What was looked at was rounder than the others.
        int other = exponent(values, 1);
        var all = other < 0 ? sampled : new Decimals(values, other);
        return all.isWorthIt() ? all : null;
    }

    private boolean isWorthIt() {
        return excepted <= exceptions.length;
    }

    static double power(int exponent) {
        return POWERS[exponent];
    }

    int exponent() {
        return exponent;
    }

    /// Whether the numbers alone say everything.
    boolean areExact() {
        return exact;
    }

    void write(ByteWriter out) {
        LongColumn.write(out, numbers);
        if (!exact) {
            LongColumn.write(out, corrections);
            out.varint(excepted);
            int previous = 0;
            for (int i = 0; i < excepted; i++) {
                out.varint((long) exceptions[i] - previous);
                previous = exceptions[i];
                out.u64(Double.doubleToRawLongBits(values[previous]));
            }
        }
    }

    static void readExact(ByteReader in, int exponent, double[] values) {
        var numbers = LongColumn.read(in, values.length);
        double power = POWERS[exponent];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers[i] / power;
        }
    }

    static void readNear(ByteReader in, int exponent, double[] values) {
        readExact(in, exponent, values);
        var corrections = LongColumn.read(in, values.length);
        for (int i = 0; i < values.length; i++) {
            long bits = Double.doubleToRawLongBits(values[i]);
            values[i] = Double.longBitsToDouble(bits + corrections[i]);
        }
        int excepted = in.count(9, values.length);
        int at = 0;
        for (int i = 0; i < excepted; i++) {
            at += in.count(0, values.length - 1 - at);
            values[at] = Double.longBitsToDouble(in.u64());
        }
    }

    /// The smallest exponent with which a value is a whole number, exactly; negative when there is
    /// none.
    static int exponent(double value) {
        return exponent(value, 0);
    }

    /// The same from an exponent on.
    private static int exponent(double value, int least) {
        for (int exponent = least; exponent <= LARGEST_EXPONENT; exponent++) {
            double power = POWERS[exponent];
            double number = Math.rint(value * power);
            long correction = correction(value, number, power);
            if (correction == 0 && !isException(number, correction)) {
                return exponent;
            }
        }
        return -1;
    }

    /// The smallest exponent with which all values are whole numbers, exactly; negative when there
    /// is none.
    ///
    /// @param numbers gets them, one for each value
    static int numbers(double[] values, long[] numbers) {
        int exponent = 0;
        int i = 0;
        while (i < values.length) {
            int least = exponent(values[i], exponent);
            if (least < 0) {
                return -1;
            }
            if (least > exponent) {
                exponent = least;
                i = 0; // Those before are other numbers now.
            } else {
                numbers[i] = number(values[i], exponent);
                i++;
            }
        }
        return exponent;
    }

    /// The whole number that a value is over a power of ten.
    static long number(double value, int exponent) {
        return (long) Math.rint(value * POWERS[exponent]);
    }

    private void fill() {
        double power = POWERS[exponent];
        long previous = 0;
        for (int i = 0; i < values.length; i++) {
            double number = Math.rint(values[i] * power);
            long correction = correction(values[i], number, power);
            if (isException(number, correction)) {
                exact = false;
                if (excepted < exceptions.length) {
                    exceptions[excepted] = i;
                }
                excepted++;
            } else {
                previous = (long) number;
                corrections[i] = correction;
                exact &= correction == 0;
            }
            numbers[i] = previous;
        }
    }

    private static long correction(double value, double number, double power) {
        return Double.doubleToRawLongBits(value)
                - Double.doubleToRawLongBits((long) number / power);
    }

    private static boolean isException(double number, long correction) {
        return !(Math.abs(number) <= LARGEST_NUMBER)
                || correction > LARGEST_CORRECTION
                || correction < -LARGEST_CORRECTION;
    }

    /// The exponent with which a sample takes the fewest bits; negative when that is too many.
    private static int exponent(double[] values, int stride) {
        int best = -1;
        double fewest = TOO_MANY_BITS;
        for (int exponent = 0; exponent <= LARGEST_EXPONENT; exponent++) {
            var cost = new Cost();
            for (int i = 0; i < values.length; i += stride) {
                cost.add(values[i], POWERS[exponent]);
            }
            if (cost.bits() < fewest) {
                fewest = cost.bits();
                best = exponent;
            }
            if (cost.isExact()) {
                return best; // More decimals would only be zeros.
            }
        }
        return best;
    }

    private static final class Cost {
        private long least = Long.MAX_VALUE;
        private long largest = Long.MIN_VALUE;
        private long corrections;
        private int exceptions;
        private int count;

        void add(double value, double power) {
            double number = Math.rint(value * power);
            long correction = correction(value, number, power);
            count++;
            if (isException(number, correction)) {
                exceptions++;
                return;
            }
            least = Math.min(least, (long) number);
            largest = Math.max(largest, (long) number);
            corrections |= Math.abs(correction) << 1;
        }

        boolean isExact() {
            return corrections == 0 && exceptions == 0;
        }

        double bits() {
            int numbers = least > largest ? 0 : bitsOf(largest - least);
            return numbers + bitsOf(corrections) + (double) EXCEPTION_BITS * exceptions / count;
        }

        private static int bitsOf(long number) {
            return Long.SIZE - Long.numberOfLeadingZeros(number);
        }
    }

    private static double[] powers() {
        var powers = new double[LARGEST_EXPONENT + 1];
        Arrays.setAll(powers, exponent -> Double.parseDouble("1e" + exponent));
        return powers;
    }
}
