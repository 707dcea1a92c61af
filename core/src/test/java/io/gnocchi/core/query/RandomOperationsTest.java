package io.gnocchi.core.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gnocchi.core.model.Timespan;
import io.gnocchi.core.query.Operation.Function;
import io.gnocchi.core.query.Operation.Operator;
import io.gnocchi.core.query.Statistic.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RandomOperationsTest {
    private static final int METRICS = 3;
    private static final long SECOND = 1_000_000_000;

    static LongStream seeds() {
        return LongStream.range(0, 500);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyOperationIsWhatItsDefinitionSays(long seed) {
        var random = new SplittableRandom(seed);
        var grid = grid(random);
        var operation = new Operations(random).series(4);

        var expected = new NaiveEvaluator(series(grid)).evaluate(operation);
        var actual =
                new Evaluator(grid, EvaluatorTest.references(METRICS), Long.MAX_VALUE)
                        .evaluate(operation);

        assertThat(actual.width()).isEqualTo(expected.size());
        for (int i = 0; i < actual.width(); i++) {
            var name = "seed " + seed + ", series " + i + " of " + operation;
            compare(series(actual).get(i), expected.get(i), name);
        }
    }

    private static void compare(
            SortedMap<Long, Double> actual, SortedMap<Long, Double> expected, String name) {
        assertThat(actual.keySet()).as(name).isEqualTo(expected.keySet());
        expected.forEach((at, value) -> {
            double other = actual.getOrDefault(at, Double.NaN);
            if (Double.isFinite(value)) {
                assertThat(other)
                        .as(name)
                        .isEqualTo(value, within(1e-9 * Math.max(1, Math.abs(value))));
            } else {
                assertThat(Double.valueOf(other)).as(name).isEqualTo(value);
            }
        });
    }

    private static Grid grid(SplittableRandom random) {
        int rows = random.nextInt(12, 40);
        var timestamps =
                random.longs(rows, 0, 600).map(at -> at * SECOND).sorted().distinct().toArray();
        var columns = new double[METRICS][timestamps.length];
        for (var column : columns) {
            for (int row = 0; row < column.length; row++) {
                column[row] = random.nextInt(5) == 0 ? Double.NaN : random.nextInt(-50, 50) / 4.0;
            }
        }
        return EvaluatorTest.grid(timestamps, columns);
    }

    private static List<SortedMap<Long, Double>> series(Grid grid) {
        var all = new ArrayList<SortedMap<Long, Double>>();
        for (var column : grid.columns()) {
            var series = new TreeMap<Long, Double>();
            for (int row = 0; row < column.length; row++) {
                series.put(grid.timestamps()[row], column[row]);
            }
            all.add(series);
        }
        return all;
    }

    /// Makes operations whose series always go together. Those that move instants stand outside.
    private record Operations(SplittableRandom random) {

        Operation series(int height) {
            return switch (random.nextInt(5)) {
                case 0 -> new Operation.Change(sameInstants(height));
                case 1 -> new Operation.Rolling(statistic(), random.nextInt(1, 6), still(height));
                case 2 -> new Operation.Resample(statistic(), minutes(), withoutGaps());
                case 3 -> new Operation.Aggregate(statistic(), List.of(still(height)));
                default -> still(height);
            };
        }

        private Operation sameInstants(int height) {
            return random.nextBoolean() ? still(height) : series(height - 1);
        }

        private static Operation withoutGaps() {
            return new Operation.Combine(
                    Operator.MAX, EvaluatorTest.metrics(0, 1, 2), new Operation.Constant(-20));
        }

        private Resampling minutes() {
            return new Resampling.Every(new Timespan(60 * SECOND));
        }

        /// One with all instants of the metrics.
        private Operation still(int height) {
            if (height <= 1) {
                return EvaluatorTest.metrics(0, 1, 2);
            }
            return switch (random.nextInt(7)) {
                case 0 -> new Operation.Apply(oneOf(Function.values()), still(height - 1));
                case 1 -> new Operation.Combine(operator(), still(height - 1), number());
                case 2 -> new Operation.Combine(operator(), number(), still(height - 1));
                case 3 -> new Operation.Combine(operator(), still(height - 1), single(height - 1));
                case 4 -> new Operation.Clip(still(height - 1), bound(-3), bound(3));
                case 5 -> new Operation.ChangePerSecond(still(height - 1));
                default -> EvaluatorTest.metrics(0, 1, 2);
            };
        }

        private static Operation bound(double value) {
            return new Operation.Constant(value);
        }

        private Operation single(int height) {
            return random.nextBoolean()
                    ? EvaluatorTest.metrics(1)
                    : new Operation.Aggregate(
                            new Statistic(false, Kind.MAX, 0), List.of(still(height - 1)));
        }

        /// Powers and remainders magnify differences of rounding, and are tested by themselves.
        private Operator operator() {
            var exact =
                    Arrays.stream(Operator.values())
                            .filter(one -> one != Operator.POWER && one != Operator.MODULO)
                            .toArray(Operator[]::new);
            return oneOf(exact);
        }

        private Operation number() {
            return new Operation.Constant(random.nextInt(-8, 8) / 2.0);
        }

        private Statistic statistic() {
            var kind = oneOf(Kind.values());
            int percent = kind == Kind.PERCENTILE ? random.nextInt(1, 100) : 0;
            return new Statistic(random.nextInt(4) == 0, kind, percent);
        }

        private <T> T oneOf(T[] all) {
            return all[random.nextInt(all.length)];
        }
    }
}
