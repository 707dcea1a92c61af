package io.gnocchi.core.query;

import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.RefusedException;
import io.gnocchi.core.series.Aggregator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/// Computes an operation over the grid of all metrics it speaks of.
public final class Evaluator {
    private final Grid grid;
    private final List<Operation.Reference> references;
    private final long maxWork;
    private long work;

    /// @param grid a column for every metric
    /// @param references what each column was asked for as
    /// @param maxWork most values to look at
    public Evaluator(Grid grid, List<Operation.Reference> references, long maxWork) {
        this.grid = grid;
        this.references = references;
        this.maxWork = maxWork;
    }

    /// Either a number or several series.
    private sealed interface Result {

        record Scalar(double value) implements Result {}

        record Series(Grid grid) implements Result {}
    }

    /// @throws RefusedException when the series do not go together, or it is too much
    public Grid evaluate(Operation operation) {
        return grid(operation);
    }

    private Result result(Operation operation) {
        return switch (operation) {
            case Operation.Constant(var value) -> new Result.Scalar(value);
            case Operation.Metrics metrics -> new Result.Series(selected(metrics));
            case Operation.Apply(var function, var of) -> map(result(of), Arithmetic.of(function));
            case Operation.Combine(var operator, var left, var right) ->
                    combined(result(left), result(right), Arithmetic.of(operator));
            case Operation.Clip(var of, var min, var max) ->
                    bounded(bounded(result(of), min, Math::max), max, Math::min);
            case Operation.Change(var of) -> new Result.Series(change(grid(of)));
            case Operation.ChangePerSecond(var of) -> new Result.Series(changePerSecond(grid(of)));
            case Operation.Aggregate(var statistic, var of) ->
                    new Result.Series(aggregated(statistic, united(of)));
            case Operation.Resample(var statistic, var resampling, var of) ->
                    new Result.Series(resampled(statistic, resampling, grid(of)));
            case Operation.Rolling(var statistic, var window, var of) ->
                    new Result.Series(rolled(statistic, window, grid(of)));
        };
    }

    private Grid grid(Operation operation) {
        return switch (result(operation)) {
            case Result.Series(var series) -> series;
            case Result.Scalar _ -> throw refused("A number is not a series");
        };
    }

    private Grid selected(Operation.Metrics metrics) {
        var wanted = new HashSet<>(metrics.references());
        var columns = new ArrayList<double[]>();
        for (int i = 0; i < references.size(); i++) {
            if (wanted.contains(references.get(i))) {
                columns.add(grid.columns()[i]);
            }
        }
        return grid.with(columns.toArray(double[][]::new));
    }

    private Result map(Result of, DoubleUnaryOperator function) {
        return switch (of) {
            case Result.Scalar(var value) -> new Result.Scalar(function.applyAsDouble(value));
            case Result.Series(var series) -> {
                count(series, 1);
                yield new Result.Series(
                        series.with(
                                Arrays.stream(series.columns())
                                        .map(column ->
                                                Arrays.stream(column).map(function).toArray())
                                        .toArray(double[][]::new)));
            }
        };
    }

    private Result bounded(Result of, @Nullable Operation bound, DoubleBinaryOperator inside) {
        return bound == null ? of : combined(of, result(bound), inside);
    }

    private Result combined(Result left, Result right, DoubleBinaryOperator operator) {
        if (left instanceof Result.Series(var first)
                && right instanceof Result.Series(var second)) {
            return new Result.Series(combined(first, second, operator));
        }
        if (left instanceof Result.Scalar(var number)) {
            return map(right, value -> operator.applyAsDouble(number, value));
        }
        if (right instanceof Result.Scalar(var number)) {
            return map(left, value -> operator.applyAsDouble(value, number));
        }
        throw new IllegalStateException("neither number nor series");
    }

    private Grid combined(Grid left, Grid right, DoubleBinaryOperator operator) {
        requireSameInstants(left, right);
        if (left.width() != right.width() && left.width() != 1 && right.width() != 1) {
            throw refused(
                    "Can't compute %d timeseries with %d".formatted(left.width(), right.width()));
        }
        int width = Math.max(left.width(), right.width());
        var columns = new double[width][left.rows()];
        count(left.rows(), width);
        for (int i = 0; i < width; i++) {
            var first = left.columns()[left.width() == 1 ? 0 : i];
            var second = right.columns()[right.width() == 1 ? 0 : i];
            for (int row = 0; row < first.length; row++) {
                columns[i][row] = operator.applyAsDouble(first[row], second[row]);
            }
        }
        return new Grid(left.label(), left.timestamps(), columns, true);
    }

    private void requireSameInstants(Grid left, Grid right) {
        if (!left.label().equals(right.label())) {
            throw refused(
                    "Can't compute timeseries with different granularity %s <> %s"
                            .formatted(left.label().text(), right.label().text()));
        }
        if (!Arrays.equals(left.timestamps(), right.timestamps())) {
            throw refused(
                    "Can't compute timeseries with different timestamps of granularity %s: %d points <> %d"
                            .formatted(left.label().text(), left.rows(), right.rows()));
        }
    }

    private Grid change(Grid of) {
        count(of, 1);
        var columns = Arrays.stream(of.columns()).map(Evaluator::differences);
        return new Grid(
                of.label(),
                withoutFirst(of.timestamps(), 1),
                columns.toArray(double[][]::new),
                of.aggregated());
    }

    private static double[] differences(double[] values) {
        var differences = new double[Math.max(0, values.length - 1)];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = values[i + 1] - values[i];
        }
        return differences;
    }

    private static long[] withoutFirst(long[] timestamps, int count) {
        return Arrays.copyOfRange(
                timestamps, Math.min(count, timestamps.length), timestamps.length);
    }

    private Grid changePerSecond(Grid of) {
        count(of, 1);
        var columns = new double[of.width()][of.rows()];
        for (int i = 0; i < columns.length; i++) {
            var values = of.columns()[i];
            for (int row = 0; row < values.length; row++) {
                columns[i][row] =
                        row == 0
                                ? Double.NaN
                                : (values[row] - values[row - 1])
                                        / ((of.timestamps()[row] - of.timestamps()[row - 1]) / 1e9);
            }
        }
        return of.with(columns);
    }

    /// All series of the operands side by side.
    private Grid united(List<Operation> operands) {
        var first = grid(operands.getFirst());
        var columns = new ArrayList<>(Arrays.asList(first.columns()));
        for (var operand : operands.subList(1, operands.size())) {
            var next = grid(operand);
            requireSameInstants(first, next);
            columns.addAll(Arrays.asList(next.columns()));
        }
        return first.with(columns.toArray(double[][]::new));
    }

    private Grid aggregated(Statistic statistic, Grid of) {
        count(of, 1);
        var column = Statistics.across(statistic.plain(), of.columns(), of.rows());
        var one = new Grid(of.label(), of.timestamps(), new double[][] {column}, true);
        return statistic.rate() ? change(one) : one;
    }

    private Grid resampled(Statistic statistic, Resampling resampling, Grid of) {
        count(of, 1);
        var starts = BucketStarts.of(resampling);
        var methods = List.of(statistic.method());
        var timestamps = new long[0];
        var columns = new double[of.width()][];
        for (int i = 0; i < columns.length; i++) {
            var regrouped = Aggregator.aggregate(of.timestamps(), of.columns()[i], starts, methods);
            // The buckets depend on the instants alone, hence are the same for all series.
            timestamps = regrouped.timestamps()[0];
            columns[i] =
                    statistic.kind() == Statistic.Kind.VAR
                            ? Arrays.stream(regrouped.values()[0]).map(std -> std * std).toArray()
                            : regrouped.values()[0];
        }
        return new Grid(resampling.label(), timestamps, columns, of.aggregated());
    }

    private Grid rolled(Statistic statistic, int window, Grid of) {
        if (window > of.rows()) {
            throw refused(
                    "Rolling window '%d' is greater than serie length '%d'"
                            .formatted(window, of.rows()));
        }
        count(of, window);
        var columns =
                Arrays.stream(of.columns())
                        .map(column -> Statistics.rolling(statistic.plain(), column, window))
                        .toArray(double[][]::new);
        var seen =
                new Grid(
                        of.label(),
                        withoutFirst(of.timestamps(), window - 1),
                        columns,
                        of.aggregated());
        return statistic.rate() ? change(seen) : seen;
    }

    private void count(Grid series, int looks) {
        count((long) series.rows() * looks, series.width());
    }

    private void count(long looks, int width) {
        work += looks * width;
        if (work > maxWork) {
            throw new RefusedException(new Refusal.TooMuchData(maxWork));
        }
    }

    private RefusedException refused(String reason) {
        return new RefusedException(
                new Refusal.NotAggregatable(reason, GridBuilder.details(references)));
    }
}
