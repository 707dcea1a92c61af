package io.gnocchi.core.query;

import io.gnocchi.core.query.Operation.Function;
import io.gnocchi.core.query.Operation.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// Operations as their definition reads: every series a map, every value a box, no sharing.
record NaiveEvaluator(List<SortedMap<Long, Double>> metrics) {

    /// Series by series; a number is one series with the value at no instant.
    List<SortedMap<Long, Double>> evaluate(Operation operation) {
        return switch (operation) {
            case Operation.Metrics(var references) ->
                    references.stream()
                            .map(one -> metrics.get(Integer.parseInt(one.name().substring(1))))
                            .toList();
            case Operation.Constant _ -> throw new IllegalArgumentException("not by itself");
            case Operation.Apply(var function, var of) ->
                    each(of, value -> applied(function, value));
            case Operation.Combine(var operator, var left, Operation.Constant(var number)) ->
                    each(left, value -> combined(operator, value, number));
            case Operation.Combine(var operator, Operation.Constant(var number), var right) ->
                    each(right, value -> combined(operator, number, value));
            case Operation.Combine(var operator, var left, var right) ->
                    combined(operator, evaluate(left), evaluate(right));
            case Operation.Clip(var of, Operation.Constant(var min), Operation.Constant(var max)) ->
                    each(of, value -> value < min ? min : value > max ? max : value);
            case Operation.Clip _ -> throw new IllegalArgumentException("two bounds, please");
            case Operation.Change(var of) -> all(of, NaiveEvaluator::change);
            case Operation.ChangePerSecond(var of) -> all(of, NaiveEvaluator::changePerSecond);
            case Operation.Aggregate(var statistic, var of) ->
                    List.of(aggregated(statistic, of.stream().map(this::evaluate).toList()));
            case Operation.Resample(var statistic, var resampling, var of) ->
                    all(of, series -> resampled(statistic, resampling, series));
            case Operation.Rolling(var statistic, var window, var of) ->
                    all(of, series -> rolled(statistic, window, series));
        };
    }

    private List<SortedMap<Long, Double>> all(
            Operation of, UnaryOperator<SortedMap<Long, Double>> step) {
        return evaluate(of).stream().map(step).toList();
    }

    private List<SortedMap<Long, Double>> each(Operation of, UnaryOperator<Double> step) {
        return all(
                of,
                series -> {
                    var changed = new TreeMap<>(series);
                    changed.replaceAll((_, value) -> step.apply(value));
                    return changed;
                });
    }

    private static Double applied(Function function, Double value) {
        return switch (function) {
            case ABSOLUTE -> value < 0 ? -value : value;
            case NEGATIVE -> 0.0 - value;
            case COS -> Math.cos(value);
            case SIN -> Math.sin(value);
            case TAN -> Math.tan(value);
            case FLOOR -> Math.floor(value);
            case CEIL -> Math.ceil(value);
        };
    }

    private static Double combined(Operator operator, Double left, Double right) {
        double a = left;
        double b = right;
        return switch (operator) {
            case MODULO -> a - b * Math.floor(a / b);
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case POWER -> Math.pow(a, b);
            case EQUAL -> a == b ? 1.0 : 0.0;
            case NOT_EQUAL -> a == b ? 0.0 : 1.0;
            case LESS -> a < b ? 1.0 : 0.0;
            case LESS_OR_EQUAL -> a <= b ? 1.0 : 0.0;
            case GREATER -> a > b ? 1.0 : 0.0;
            case GREATER_OR_EQUAL -> a >= b ? 1.0 : 0.0;
            case MAX -> Double.isNaN(a) || b > a ? right : left;
        };
    }

    private static List<SortedMap<Long, Double>> combined(
            Operator operator,
            List<SortedMap<Long, Double>> left,
            List<SortedMap<Long, Double>> right) {
        var results = new ArrayList<SortedMap<Long, Double>>();
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            var first = left.get(i % left.size());
            var second = right.get(i % right.size());
            var result = new TreeMap<Long, Double>();
            first.forEach((at, value) ->
                    result.put(at, combined(operator, value, second.getOrDefault(at, Double.NaN))));
            results.add(result);
        }
        return results;
    }

    private static SortedMap<Long, Double> change(SortedMap<Long, Double> series) {
        var changes = new TreeMap<Long, Double>();
        Double before = null;
        for (var point : series.entrySet()) {
            if (before != null) {
                changes.put(point.getKey(), point.getValue() - before);
            }
            before = point.getValue();
        }
        return changes;
    }

    private static SortedMap<Long, Double> changePerSecond(SortedMap<Long, Double> series) {
        var changes = new TreeMap<Long, Double>(change(series));
        Long before = null;
        for (var at : series.keySet()) {
            long earlier = before == null ? 0 : before;
            var change = changes.getOrDefault(at, Double.NaN);
            changes.put(at, change / ((at - earlier) / 1e9));
            before = at;
        }
        return changes;
    }

    private static SortedMap<Long, Double> aggregated(
            Statistic statistic, List<List<SortedMap<Long, Double>>> operands) {
        var results = new TreeMap<Long, Double>();
        for (var at : operands.getFirst().getFirst().keySet()) {
            var values = new ArrayList<Double>();
            operands.forEach(series -> series.forEach(one -> values.add(one.get(at))));
            results.put(at, value(statistic, values, 0));
        }
        return statistic.rate() ? change(results) : results;
    }

    private static SortedMap<Long, Double> resampled(
            Statistic statistic, Resampling resampling, SortedMap<Long, Double> series) {
        var span = ((Resampling.Every) resampling).span().nanos();
        var groups = new TreeMap<Long, List<Double>>();
        (statistic.rate() ? change(series) : series)
                .forEach((at, value) ->
                        groups.computeIfAbsent(at / span * span, _ -> new ArrayList<>())
                                .add(value));
        var results = new TreeMap<Long, Double>();
        boolean deviation =
                statistic.kind() == Statistic.Kind.STD || statistic.kind() == Statistic.Kind.VAR;
        groups.forEach((bucket, values) -> {
            if (!deviation || values.size() > 1) {
                results.put(bucket, value(statistic, values, 1));
            }
        });
        return results;
    }

    private static SortedMap<Long, Double> rolled(
            Statistic statistic, int window, SortedMap<Long, Double> series) {
        var values = new ArrayList<>(series.values());
        var instants = new ArrayList<>(series.keySet());
        var results = new TreeMap<Long, Double>();
        for (int end = window; end <= values.size(); end++) {
            results.put(
                    instants.get(end - 1), value(statistic, values.subList(end - window, end), 0));
        }
        return statistic.rate() ? change(results) : results;
    }

    /// @param freedom subtracted from the count of deviations
    private static Double value(Statistic statistic, List<Double> all, int freedom) {
        var values = all.stream().filter(value -> !value.isNaN()).toList();
        var sorted = values.stream().sorted().toList();
        double sum = values.stream().mapToDouble(value -> value).sum();
        double mean = sum / values.size();
        double variance =
                values.stream().mapToDouble(value -> Math.pow(value - mean, 2)).sum()
                        / (values.size() - freedom);
        return switch (statistic.kind()) {
            case SUM -> sum;
            case COUNT -> (double) values.size();
            case MEAN -> mean;
            case STD -> Math.sqrt(variance);
            case VAR -> variance;
            case MEDIAN -> quantile(sorted, 50);
            case PERCENTILE -> quantile(sorted, statistic.percent());
            case MIN -> sorted.isEmpty() ? Double.NaN : sorted.getFirst();
            case MAX -> sorted.isEmpty() ? Double.NaN : sorted.getLast();
            case FIRST -> values.isEmpty() ? Double.NaN : values.getFirst();
            case LAST -> values.isEmpty() ? Double.NaN : values.getLast();
        };
    }

    private static Double quantile(List<Double> sorted, int percent) {
        if (sorted.isEmpty()) {
            return Double.NaN;
        }
        double rank = (sorted.size() - 1) * percent / 100.0;
        double below = sorted.get((int) Math.floor(rank));
        double above = sorted.get((int) Math.ceil(rank));
        return below + (above - below) * (rank - Math.floor(rank));
    }
}
