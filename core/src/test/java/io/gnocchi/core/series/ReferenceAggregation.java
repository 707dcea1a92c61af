package io.gnocchi.core.series;

import io.gnocchi.core.model.AggregationMethod;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Aggregation as its definition reads: maps, boxes, no sharing, no cleverness.
final class ReferenceAggregation {
    private ReferenceAggregation() {}

    /// Bucket to value.
    static SortedMap<Long, Double> aggregate(
            SortedMap<Long, Double> points, long from, long granularity, AggregationMethod method) {
        var column = method.rate() ? differences(points) : points;
        var groups = new TreeMap<Long, List<Double>>();
        column.tailMap(from)
                .forEach((timestamp, value) ->
                        groups.computeIfAbsent(
                                        timestamp / granularity * granularity,
                                        _ -> new ArrayList<>())
                                .add(value));
        var results = new TreeMap<Long, Double>();
        groups.forEach((bucket, values) -> {
            if (method.kind() != AggregationMethod.Kind.STD || values.size() > 1) {
                results.put(bucket, value(values, method));
            }
        });
        return results;
    }

    private static SortedMap<Long, Double> differences(SortedMap<Long, Double> points) {
        var differences = new TreeMap<Long, Double>();
        Double previous = null;
        for (var point : points.entrySet()) {
            if (previous != null) {
                differences.put(point.getKey(), point.getValue() - previous);
            }
            previous = point.getValue();
        }
        return differences;
    }

    private static double value(List<Double> values, AggregationMethod method) {
        var sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int count = values.size();
        return switch (method.kind()) {
            case SUM -> sum(values);
            case MEAN -> sum(values) / count;
            case COUNT -> count;
            case FIRST -> values.getFirst();
            case LAST -> values.getLast();
            case MIN -> sorted.getFirst();
            case MAX -> sorted.getLast();
            case MEDIAN ->
                    count % 2 == 1
                            ? sorted.get(count / 2)
                            : (sorted.get(count / 2 - 1) + sorted.get(count / 2)) / 2;
            case STD -> {
                double mean = sum(values) / count;
                var squares = values.stream().map(v -> (v - mean) * (v - mean)).toList();
                yield Math.sqrt(sum(squares) / (count - 1));
            }
            case PERCENTILE -> {
                double rank = (count - 1) * method.percent() / 100.0;
                double below = Math.floor(rank);
                double above = Math.ceil(rank);
                yield below == above
                        ? sorted.get((int) rank)
                        : sorted.get((int) below) * (above - rank)
                                + sorted.get((int) above) * (rank - below);
            }
        };
    }

    private static double sum(List<Double> values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
