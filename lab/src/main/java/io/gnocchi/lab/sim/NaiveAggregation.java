package io.gnocchi.lab.sim;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.Timespan;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The arithmetic of the [ReferenceModel], as it is defined: slow, and obviously right.
final class NaiveAggregation {
    private NaiveAggregation() {}

    /// Bucket to value; buckets without a value are missing.
    static NavigableMap<Long, Double> series(
            NavigableMap<Long, Double> points, AggregationMethod method, Timespan granularity) {
        var buckets = new TreeMap<Long, List<Double>>();
        Double previous = null;
        for (var point : points.entrySet()) {
            var value = method.rate() ? difference(point.getValue(), previous) : point.getValue();
            previous = point.getValue();
            if (value != null) {
                long nanos = granularity.nanos();
                long bucket = Math.floorDiv(point.getKey(), nanos) * nanos;
                buckets.computeIfAbsent(bucket, _ -> new ArrayList<>()).add(value);
            }
        }
        var series = new TreeMap<Long, Double>();
        buckets.forEach((bucket, values) -> {
            var value = of(method.kind(), values);
            if (value != null) {
                series.put(bucket, value);
            }
        });
        return series;
    }

    private static @Nullable Double difference(double value, @Nullable Double previous) {
        return previous == null ? null : value - previous;
    }

    /// One value of several; null when the kind has none for so few.
    static @Nullable Double of(AggregationMethod.Kind kind, List<Double> values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        int count = values.size();
        return switch (kind) {
            case COUNT -> (double) count;
            case SUM -> sum;
            case MEAN -> sum / count;
            case FIRST -> values.getFirst();
            case LAST -> values.getLast();
            case MIN -> values.stream().min(Double::compare).orElseThrow();
            case MAX -> values.stream().max(Double::compare).orElseThrow();
            case MEDIAN -> median(values);
            case STD -> count == 1 ? null : deviation(values, sum / count);
            case PERCENTILE -> throw new IllegalArgumentException("not modelled");
        };
    }

    private static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static double deviation(List<Double> values, double mean) {
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / (values.size() - 1));
    }
}
