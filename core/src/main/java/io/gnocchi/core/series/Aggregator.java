package io.gnocchi.core.series;

import io.gnocchi.core.model.AggregationMethod;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.LongUnaryOperator;

/// Points into buckets, buckets into values.
///
/// Every result depends on the points alone, never on how they came together: a `rate:` method
/// takes the difference to the point before, wherever that is, stamps it with the later of the two,
/// and only then looks at buckets.
public final class Aggregator {
    private Aggregator() {}

    /// Aggregates the points in `[from, to)`. Those before `from` only lend the predecessor of the
    /// first difference.
    ///
    /// @param timestamps strictly ascending, never negative
    /// @param values as many
    /// @param granularityNanos the length of a bucket
    public static Columns aggregate(
            long[] timestamps,
            double[] values,
            int from,
            int to,
            long granularityNanos,
            List<AggregationMethod> methods) {
        return aggregate(
                new Points(timestamps, values, from, to),
                (points, start) -> Groups.every(granularityNanos, points.timestamps, start, to),
                methods);
    }

    /// Aggregates all points into buckets of any kind, such as [Buckets#month]. Applied to points
    /// that are aggregates themselves this is resampling: means of means, rates of rates, counts of
    /// points.
    ///
    /// @param timestamps strictly ascending
    /// @param values as many
    /// @param bucketOf never descending
    public static Columns aggregate(
            long[] timestamps,
            double[] values,
            LongUnaryOperator bucketOf,
            List<AggregationMethod> methods) {
        return aggregate(
                new Points(timestamps, values, 0, timestamps.length),
                (points, start) -> Groups.by(bucketOf, points.timestamps, start, points.to),
                methods);
    }

    private record Points(long[] timestamps, double[] values, int from, int to) {
        Points {
            if (timestamps.length != values.length) {
                throw new IllegalArgumentException("columns of different length");
            }
            Objects.checkFromToIndex(from, to, timestamps.length);
        }
    }

    @FunctionalInterface
    private interface Grouping {
        Groups groups(Points points, int start);
    }

    private static Columns aggregate(
            Points points, Grouping grouping, List<AggregationMethod> methods) {
        var columns = new Builder(methods);
        if (methods.stream().anyMatch(method -> !method.rate())) {
            columns.fill(false, grouping.groups(points, points.from), points.values);
        }
        if (methods.stream().anyMatch(AggregationMethod::rate)) {
            // The first point of all has nothing before it, hence no difference.
            int start = Math.min(Math.max(points.from, 1), points.to);
            columns.fill(true, grouping.groups(points, start), differences(points, start));
        }
        return columns.build();
    }

    private static double[] differences(Points points, int start) {
        var values = points.values;
        var differences = new double[points.to];
        for (int i = start; i < differences.length; i++) {
            differences[i] = values[i] - values[i - 1];
        }
        return differences;
    }

    private static final class Builder {
        private final List<AggregationMethod> methods;
        private final long[][] timestamps;
        private final double[][] values;

        Builder(List<AggregationMethod> methods) {
            this.methods = methods;
            this.timestamps = new long[methods.size()][];
            this.values = new double[methods.size()][];
        }

        void fill(boolean rate, Groups groups, double[] column) {
            var kernel = new Kernel(groups, column);
            for (int i = 0; i < timestamps.length; i++) {
                var method = methods.get(i);
                if (method.rate() != rate) {
                    continue;
                }
                values[i] = compute(kernel, method);
                timestamps[i] = groups.buckets();
                if (method.kind() == AggregationMethod.Kind.STD) {
                    dropSinglePoints(groups, i);
                }
            }
        }

        Columns build() {
            return new Columns(methods, timestamps, values);
        }

        private void dropSinglePoints(Groups groups, int column) {
            var keptTimestamps = new long[groups.size()];
            var keptValues = new double[groups.size()];
            int kept = 0;
            for (int group = 0; group < groups.size(); group++) {
                if (groups.count(group) > 1) {
                    keptTimestamps[kept] = groups.buckets()[group];
                    keptValues[kept++] = values[column][group];
                }
            }
            if (kept < groups.size()) {
                timestamps[column] = Arrays.copyOf(keptTimestamps, kept);
                values[column] = Arrays.copyOf(keptValues, kept);
            }
        }

        private static double[] compute(Kernel kernel, AggregationMethod method) {
            return switch (method.kind()) {
                case MEAN -> kernel.mean();
                case SUM -> kernel.sum();
                case LAST -> kernel.last();
                case MAX -> kernel.max();
                case MIN -> kernel.min();
                case STD -> kernel.std();
                case MEDIAN -> kernel.median();
                case FIRST -> kernel.first();
                case COUNT -> kernel.count();
                case PERCENTILE -> kernel.percentile(method.percent());
            };
        }
    }
}
