package io.gnocchi.core.series;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Timespan;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.LongUnaryOperator;

/// Groups points into buckets and aggregates each.
public final class Buckets {
    private Buckets() {}

    /// First instant of the bucket of `instant`; buckets are aligned on the Epoch.
    public static long floor(long instant, long granularityNanos) {
        return Math.floorDiv(instant, granularityNanos) * granularityNanos;
    }

    /// Aggregates the points from one index to another. `rate:` methods look at the differences
    /// between each point and the one before it, which may stand before `from`; the first point of
    /// all has none.
    ///
    /// @param points sorted, timestamps distinct
    /// @return one series for each method that has a value in any bucket, in the order of `methods`
    public static List<MethodSeries> aggregate(
            Measures points,
            int from,
            int to,
            Timespan granularity,
            Collection<AggregationMethod> methods) {
        if (from >= to) {
            return List.of();
        }
        var plain = Points.between(points, from, to);
        boolean rates = methods.stream().anyMatch(AggregationMethod::rate);
        var differences = rates ? differences(points, from, to) : Points.none();
        LongUnaryOperator floor = instant -> floor(instant, granularity.nanos());
        return methods.stream()
                .map(method ->
                        new MethodSeries(
                                method,
                                series(
                                        method.rate() ? differences : plain,
                                        granularity,
                                        floor,
                                        method)))
                .filter(one -> one.series().size() > 0)
                .toList();
    }

    /// The difference of each point to the one before it, at its own timestamp.
    public static Measures differences(Measures points, int from, int to) {
        int first = Math.max(from, 1);
        int size = Math.max(0, to - first);
        var values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = points.values()[first + i] - points.values()[first + i - 1];
        }
        return new Measures(Arrays.copyOfRange(points.timestamps(), first, first + size), values);
    }

    /// The plain function of a method over the points of each bucket.
    ///
    /// @param floor first instant of the bucket of an instant
    public static Series series(
            Measures points,
            Timespan granularity,
            LongUnaryOperator floor,
            AggregationMethod method) {
        var buckets = new long[points.size()];
        var values = new double[points.size()];
        int size = 0;
        int start = 0;
        while (start < points.size()) {
            long bucket = floor.applyAsLong(points.timestamps()[start]);
            int end = start + 1;
            while (end < points.size() && floor.applyAsLong(points.timestamps()[end]) == bucket) {
                end++;
            }
            var math = new BucketMath(points.values(), start, end);
            if (math.has(method)) {
                buckets[size] = bucket;
                values[size++] = math.value(method);
            }
            start = end;
        }
        return new Series(granularity, Arrays.copyOf(buckets, size), Arrays.copyOf(values, size));
    }
}
