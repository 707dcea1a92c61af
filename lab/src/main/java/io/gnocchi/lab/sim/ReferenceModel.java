package io.gnocchi.lab.sim;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Timespan;
import io.gnocchi.core.segment.MetricRequests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the answers must be: one metric, every request applied in order to a plain map, aggregates
/// computed from all points whenever asked. Slow and obviously right; shares no arithmetic with the
/// engine.
final class ReferenceModel {
    private final ArchivePolicy policy;
    private final TreeMap<Long, Double> points = new TreeMap<>();
    private long windowStart = Long.MIN_VALUE;

    private ReferenceModel(ArchivePolicy policy) {
        this.policy = policy;
    }

    static ReferenceModel of(
            UUID metric, ArchivePolicy policy, List<List<MetricRequests>> batches) {
        var model = new ReferenceModel(policy);
        for (var batch : batches) {
            for (var requests : batch) {
                if (requests.metric().equals(metric)) {
                    requests.requests().forEach(one -> model.apply(one.timestamps(), one.values()));
                }
            }
        }
        return model;
    }

    private void apply(long[] timestamps, double[] values) {
        boolean first = points.isEmpty();
        for (int i = 0; i < timestamps.length; i++) {
            if (first || timestamps[i] >= windowStart) {
                points.put(timestamps[i], values[i]);
            }
        }
        long block =
                policy.definition().stream()
                        .mapToLong(item -> item.granularity().nanos())
                        .max()
                        .orElseThrow();
        boolean rates = policy.methods().stream().anyMatch(AggregationMethod::rate);
        long blocks = policy.backWindow() + (rates ? 1L : 0L);
        windowStart = Math.max(windowStart, points.lastKey() / block * block - blocks * block);
    }

    /// Bucket to value; buckets without a value are missing.
    Map<Long, Double> series(AggregationMethod method, Timespan granularity) {
        var buckets = new TreeMap<Long, List<Double>>();
        Double previous = null;
        for (var point : points.entrySet()) {
            var value = method.rate() ? difference(point.getValue(), previous) : point.getValue();
            previous = point.getValue();
            if (value != null) {
                long bucket = point.getKey() / granularity.nanos() * granularity.nanos();
                buckets.computeIfAbsent(bucket, ignored -> new ArrayList<>()).add(value);
            }
        }
        var series = new TreeMap<Long, Double>();
        buckets.forEach((bucket, values) -> {
            var value = aggregate(method.kind(), values);
            if (value != null) {
                series.put(bucket, value);
            }
        });
        return living(series, granularity);
    }

    private static @Nullable Double difference(double value, @Nullable Double previous) {
        return previous == null ? null : value - previous;
    }

    private Map<Long, Double> living(NavigableMap<Long, Double> series, Timespan granularity) {
        for (var item : policy.definition()) {
            var timespan = item.timespan();
            if (item.granularity().equals(granularity) && timespan != null && !series.isEmpty()) {
                return series.tailMap(series.lastKey() - timespan.nanos(), false);
            }
        }
        return series;
    }

    private static @Nullable Double aggregate(AggregationMethod.Kind kind, List<Double> values) {
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
