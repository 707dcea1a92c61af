package io.gnocchi.lab.micro;

import static java.util.Objects.requireNonNull;

import io.gnocchi.core.model.Timespan;
import io.gnocchi.core.query.Answer;
import io.gnocchi.core.query.Evaluator;
import io.gnocchi.core.query.Grid;
import io.gnocchi.core.query.Operation;
import io.gnocchi.core.query.Operation.Operator;
import io.gnocchi.core.query.Resampling;
import io.gnocchi.core.query.Statistic;
import io.gnocchi.lab.bench.Shape;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Operations over a hundred series of a day of minutes; one is a value that goes in.
@State(Scope.Thread)
public class Evaluation {
    private static final int SERIES = 100;
    private static final int SIZE = 1_440;
    private static final long MINUTE = 60_000_000_000L;
    private static final int WINDOW = 10;

    private final List<Operation.Reference> references =
            IntStream.range(0, SERIES)
                    .mapToObj(i -> new Operation.Reference("metric-" + i, "mean"))
                    .toList();
    private final Operation metrics = new Operation.Metrics(references);
    private final Operation mean = aggregate("mean");
    private final Operation percentile = aggregate("95pct");
    private final Operation sum =
            new Operation.Combine(Operator.ADD, metrics, new Operation.Constant(1));
    private final Operation resampled =
            new Operation.Resample(
                    statistic("max"), new Resampling.Every(new Timespan(5 * MINUTE)), metrics);
    private final Operation rolled = new Operation.Rolling(statistic("mean"), WINDOW, metrics);
    private Grid grid =
            new Grid(
                    new Answer.Label.Span(new Timespan(MINUTE)),
                    new long[0],
                    new double[0][],
                    false);

    @Setup
    public void fill() {
        var random = new SplittableRandom(1);
        var columns = new double[SERIES][];
        var timestamps = new long[0];
        for (int i = 0; i < SERIES; i++) {
            var measures = Shape.GAUGE.measures(0, SIZE, MINUTE, random);
            timestamps = measures.timestamps();
            columns[i] = measures.values();
        }
        grid = new Grid(grid.label(), timestamps, columns, false);
    }

    private Operation aggregate(String statistic) {
        return new Operation.Aggregate(statistic(statistic), List.of(metrics));
    }

    private static Statistic statistic(String text) {
        return requireNonNull(Statistic.parse(text));
    }

    private Grid evaluated(Operation operation) {
        return new Evaluator(grid, references, Long.MAX_VALUE).evaluate(operation);
    }

    @Benchmark
    @OperationsPerInvocation(SERIES * SIZE)
    public Grid aggregateMean() {
        return evaluated(mean);
    }

    @Benchmark
    @OperationsPerInvocation(SERIES * SIZE)
    public Grid aggregatePercentile() {
        return evaluated(percentile);
    }

    @Benchmark
    @OperationsPerInvocation(SERIES * SIZE)
    public Grid addConstant() {
        return evaluated(sum);
    }

    @Benchmark
    @OperationsPerInvocation(SERIES * SIZE)
    public Grid resampleMax() {
        return evaluated(resampled);
    }

    @Benchmark
    @OperationsPerInvocation(SERIES * SIZE)
    public Grid rollingMeanOfTen() {
        return evaluated(rolled);
    }
}
