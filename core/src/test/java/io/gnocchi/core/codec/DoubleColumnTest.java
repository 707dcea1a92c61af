package io.gnocchi.core.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Every double comes back bit for bit, whatever stands beside it; usual ones take few bytes.
class DoubleColumnTest {
    private static final double[] ODD = {
        0.0,
        -0.0,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Math.nextDown(Double.MIN_NORMAL),
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN,
        Double.longBitsToDouble(0x7FF0_0000_0000_0001L),
        Double.longBitsToDouble(0xFFFF_FFFF_FFFF_FFFFL),
        Double.longBitsToDouble(0x7FF8_DEAD_BEEF_0000L),
        1L << 53,
        (1L << 53) + 2,
        -(1L << 53),
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        0.1 + 0.2,
        1e22,
        1e-22,
        Math.PI
    };

    @Test
    void oddDoublesComeBackAloneAndTogether() {
        for (double odd : ODD) {
            comesBack(new double[] {odd});
            comesBack(filled(300, () -> odd));
        }
        comesBack(ODD);
    }

    @Test
    void anyBitsComeBack() {
        var random = seeded();
        for (int round = 0; round < 2_000; round++) {
            int size = random.nextInt(300);
            comesBack(filled(size, () -> Double.longBitsToDouble(random.nextLong())));
        }
    }

    @Test
    void usualSeriesComeBackWithOddDoublesAmongThem() {
        var random = seeded();
        for (int round = 0; round < 5_000; round++) {
            var values = shape(random, round % 8, random.nextInt(1, 400));
            int strewn = random.nextInt(4) == 0 ? random.nextInt(1 + values.length / 6) : 0;
            for (int i = 0; i < strewn; i++) {
                values[random.nextInt(values.length)] = ODD[random.nextInt(ODD.length)];
            }
            comesBack(values);
        }
    }

    @Test
    void fewValuesComeBack() {
        var random = seeded();
        for (int round = 0; round < 20_000; round++) {
            var values = shape(random, round % 8, random.nextInt(1, 20));
            if (random.nextInt(4) == 0) {
                values[random.nextInt(values.length)] = ODD[random.nextInt(ODD.length)];
            }
            comesBack(values);
        }
        comesBack(new double[] {7, 0.5, 0.123, 1e15, 0.25});
        comesBack(new double[] {0, -0.0, 0.5});
        assertThat(comesBack(new double[] {7, 0.5, 0.25, 8})).isLessThan(16);
    }

    @Test
    void oneLongDecimalAmongFewRoundValuesIsAnException() {
        var values = filled(16, () -> 7.0);
        values[3] = 8;
        values[9] = 7.1234567;

        assertThat(comesBack(values)).isLessThan(35);
    }

    @Test
    void roundValuesThatHideDecimalsComeBack() {
        var values = filled(1_000, () -> 7.0);
        for (int i = 1; i < values.length; i += 2) {
            values[i] = 7.123;
        }

        assertThat(comesBack(values)).isLessThan(3_000);
    }

    @Test
    void aConstantTakesTheSameHoweverLong() {
        assertThat(comesBack(filled(10, () -> 21.5))).isLessThan(8);
        assertThat(comesBack(filled(100_000, () -> 21.5))).isLessThan(8);
        assertThat(comesBack(filled(100_000, () -> Math.PI))).isLessThan(20);
    }

    @Test
    void oneValueIsADecimalWhereThatIsShort() {
        assertThat(written(new double[] {21.37})).containsExactly(16 + 2, 0xB2, 0x21);
        for (double value :
                new double[] {
                    0,
                    -0.0,
                    1,
                    -7,
                    0.001,
                    1e-14,
                    1e-15,
                    1L << 53,
                    1e300,
                    Math.PI,
                    Double.NaN,
                    Double.NEGATIVE_INFINITY,
                    Double.MIN_VALUE,
                    123456789.123456
                }) {
            assertThat(comesBack(new double[] {value})).isLessThanOrEqualTo(9);
        }
        var random = seeded();
        for (int i = 0; i < 10_000; i++) {
            comesBack(new double[] {Double.longBitsToDouble(random.nextLong())});
            comesBack(new double[] {random.nextInt() / Math.pow(10, random.nextInt(12))});
        }
    }

    @Test
    void aCounterTakesTheBitsOfItsSteps() {
        var random = new Random(1); // Sizes are of this series, not of all.
        var total = new double[] {1e9};

        int bytes = comesBack(filled(1_440, () -> total[0] += random.nextInt(100)));

        assertThat(bytes).isLessThan(1_440);
    }

    @Test
    void aGaugeOfTwoDecimalsTakesLittleMoreThanAByteAValue() {
        assertThat(comesBack(shape(new Random(1), 1, 1_440))).isLessThan(1_440 * 5 / 4);
    }

    @Test
    void sumsOfDecimalsTakeTheirDigitsAndTheirRoundingErrors() {
        int worst =
                IntStream.range(0, 200)
                        .mapToObj(Random::new)
                        .mapToInt(random -> comesBack(filled(1_440, () -> sumOfTen(random))))
                        .max()
                        .orElseThrow();

        assertThat(worst).isLessThan(1_440 * 3);
    }

    @Test
    void noiseTakesLessThanItself() {
        var random = seeded();

        assertThat(comesBack(filled(1_440, random::nextDouble))).isLessThan(1_440 * 8);
    }

    @Test
    void nothingButMalformedComesOfCutColumns() {
        var random = seeded();
        for (int shape = 0; shape < 8; shape++) {
            var values = shape(random, shape, 200);
            var bytes = written(values);
            for (int length = 0; length < bytes.length; length++) {
                var cut = new ByteReader(Arrays.copyOf(bytes, length));
                assertThatThrownBy(() -> DoubleColumn.read(cut, values.length))
                        .isInstanceOf(MalformedException.class);
            }
        }
    }

    @Test
    void nothingButMalformedComesOfAnyBytes() {
        var random = seeded();
        for (int round = 0; round < 50_000; round++) {
            var bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            if (bytes.length > 0) {
                bytes[0] = (byte) random.nextInt(48);
            }
            try {
                var values = DoubleColumn.read(new ByteReader(bytes), 200);
                assertThat(values).hasSize(200);
            } catch (MalformedException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
    }

    /// Constant, gauge, counter, percentages, sums, square roots, noise, all kinds.
    private static double[] shape(Random random, int shape, int size) {
        var level = new double[] {random.nextInt(10_000)};
        return switch (shape) {
            case 0 -> filled(size, () -> level[0]);
            case 1 ->
                    filled(
                            size,
                            () -> {
                                level[0] += random.nextGaussian() * 0.5;
                                return Math.round(level[0] * 100) / 100.0;
                            });
            case 2 -> filled(size, () -> level[0] += random.nextInt(1_000));
            case 3 -> filled(size, () -> Math.round(random.nextDouble() * 1_000) / 10.0);
            case 4 -> filled(size, () -> sumOfTen(random));
            case 5 -> filled(size, () -> Math.sqrt(random.nextInt(1_000)));
            case 6 -> filled(size, random::nextDouble);
            default ->
                    filled(
                            size,
                            () -> random.nextInt(1_000) * Math.pow(10, random.nextInt(-20, 20)));
        };
    }

    private static double sumOfTen(Random random) {
        double sum = 0;
        for (int i = 0; i < 10; i++) {
            sum += (50_000 + random.nextInt(1_000)) / 100.0;
        }
        return sum;
    }

    private static double[] filled(int size, DoubleSupplier next) {
        return DoubleStream.generate(next).limit(size).toArray();
    }

    /// @return bytes taken
    private static int comesBack(double[] values) {
        var bytes = written(values);
        // What stands before and after must not matter.
        var shifted = new byte[bytes.length + 24];
        Arrays.fill(shifted, (byte) 0xFF);
        System.arraycopy(bytes, 0, shifted, 5, bytes.length);

        for (var in :
                new ByteReader[] {
                    new ByteReader(bytes), new ByteReader(shifted, 5, bytes.length)
                }) {
            var read = DoubleColumn.read(in, values.length);
            assertThat(bits(read)).isEqualTo(bits(values));
            assertThat(in.remaining()).isZero();
        }
        return bytes.length;
    }

    private static byte[] written(double[] values) {
        var out = new ByteWriter(16);
        DoubleColumn.write(out, values);
        return out.toBytes();
    }

    private static long[] bits(double[] values) {
        return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
    }

    private static Random seeded() {
        long seed = Long.getLong("seed", new Random().nextLong());
        System.out.println("seed " + seed);
        return new Random(seed);
    }
}
