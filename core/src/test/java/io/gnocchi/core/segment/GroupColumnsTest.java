package io.gnocchi.core.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.codec.ByteReader;
import io.gnocchi.core.codec.ByteWriter;
import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Timespan;
import io.gnocchi.core.series.MethodSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Aggregates come back bit for bit, and those that follow from others take nothing.
class GroupColumnsTest {
    private static final Timespan MINUTE = new Timespan(60_000_000_000L);
    private static final List<AggregationMethod> SIX =
            methods("mean", "sum", "max", "min", "std", "count");

    @Test
    void allMethodsOfOnePointBucketsTakeOneColumn() {
        var points = gauge(new Random(1), 1_440, 60);

        int all = comesBack(aggregated(points, SIX));
        int one = comesBack(aggregated(points, methods("max")));

        assertThat(all - one).isLessThan(40);
    }

    @Test
    void sixMethodsOfAGaugeTakeLessThanAByteAndAHalfEach() {
        var group = aggregated(gauge(new Random(1), 14_400, 6), SIX);

        assertThat(group).hasSize(6);
        assertThat(comesBack(group)).isLessThan(1_440 * 6 * 3 / 2);
    }

    @Test
    void anyAggregatesComeBack() {
        long seed = Long.getLong("seed", new Random().nextLong());
        System.out.println("seed " + seed);
        var random = new Random(seed);
        var all = AggregationMethod.values();
        for (int round = 0; round < 1_000; round++) {
            var methods = new TreeSet<AggregationMethod>();
            for (int i = random.nextInt(1, 12); i > 0; i--) {
                methods.add(all.get(random.nextInt(random.nextBoolean() ? 9 : all.size())));
            }
            var points = points(random, random.nextInt(1, 400));
            var group = aggregated(points, List.copyOf(methods));
            if (!group.isEmpty()) {
                comesBack(group);
            }
        }
    }

    private static Measures points(Random random, int size) {
        var timestamps = new long[size];
        var values = new double[size];
        long at = random.nextLong(1_700_000_000_000_000_000L);
        int shape = random.nextInt(4);
        for (int i = 0; i < size; i++) {
            at += random.nextLong(1, 100_000_000_000L);
            timestamps[i] = at;
            values[i] =
                    switch (shape) {
                        case 0 -> random.nextInt(100);
                        case 1 -> random.nextInt(100_000) / 100.0;
                        case 2 -> random.nextGaussian();
                        default -> Double.longBitsToDouble(random.nextLong());
                    };
        }
        return new Measures(timestamps, values);
    }

    private static Measures gauge(Random random, int size, int stepSeconds) {
        var timestamps = new long[size];
        var values = new double[size];
        double level = 500;
        for (int i = 0; i < size; i++) {
            timestamps[i] = (1_700_000_040L + (long) i * stepSeconds) * 1_000_000_000L;
            level += random.nextGaussian() * 0.5;
            values[i] = Math.round(level * 100) / 100.0;
        }
        return new Measures(timestamps, values);
    }

    private static List<MethodSeries> aggregated(Measures points, List<AggregationMethod> methods) {
        return MethodSeries.of(points, 0, points.size(), MINUTE, methods);
    }

    /// @return bytes taken
    private static int comesBack(List<MethodSeries> group) {
        var out = new ByteWriter(16);
        GroupColumns.write(out, group);
        var in = new ByteReader(out.toBytes());
        var read = new ArrayList<MethodSeries>();
        ColumnFormat.PACKED.group(in, read);

        assertThat(in.remaining()).isZero();
        assertThat(read)
                .extracting(MethodSeries::method)
                .isEqualTo(group.stream().map(MethodSeries::method).toList());
        for (int i = 0; i < group.size(); i++) {
            var series = read.get(i).series();
            assertThat(series.granularity()).isEqualTo(MINUTE);
            assertThat(series.timestamps()).isEqualTo(group.get(i).series().timestamps());
            assertThat(bits(series.values())).isEqualTo(bits(group.get(i).series().values()));
        }
        return out.size();
    }

    private static long[] bits(double[] values) {
        return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
    }

    private static List<AggregationMethod> methods(String... texts) {
        return Arrays.stream(texts).map(AggregationMethod::parse).sorted().toList();
    }
}
