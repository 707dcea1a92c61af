package io.gnocchi.core.series;

import io.gnocchi.core.model.AggregationMethod;
import java.util.Arrays;

/// The aggregation methods over the values of one bucket, in time order. NaN spreads through sums;
/// `min` ignores it, `max` does not; it sorts last.
final class BucketMath {
    private final double[] values;
    private final int from;
    private final int to;
    private double[] sorted = {};

    /// @param from first value of the bucket
    /// @param to after the last one; there is at least one
    BucketMath(double[] values, int from, int to) {
        this.values = values;
        this.from = from;
        this.to = to;
    }

    /// Whether the method has a value here: `std` needs two points.
    boolean has(AggregationMethod method) {
        return method.kind() != AggregationMethod.Kind.STD || to - from > 1;
    }

    double value(AggregationMethod method) {
        return switch (method.kind()) {
            case MEAN -> sum() / (to - from);
            case SUM -> sum();
            case COUNT -> to - from;
            case FIRST -> values[from];
            case LAST -> values[to - 1];
            case MIN -> min();
            case MAX -> max();
            case STD -> deviation();
            case MEDIAN -> median();
            case PERCENTILE -> percentile(method.percent());
        };
    }

    private double sum() {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum;
    }

    private double min() {
        double min = Double.NaN;
        for (int i = from; i < to; i++) {
            if (Double.isNaN(min) || values[i] < min) {
                min = values[i];
            }
        }
        return min;
    }

    private double max() {
        double max = values[from];
        for (int i = from + 1; i < to; i++) {
            max = Math.max(max, values[i]);
        }
        return max;
    }

    /// Of a sample: divided by one less than the number of points.
    private double deviation() {
        double mean = sum() / (to - from);
        double squares = 0;
        for (int i = from; i < to; i++) {
            squares += (values[i] - mean) * (values[i] - mean);
        }
        return Math.sqrt(squares / (to - from - 1));
    }

    private double median() {
        int size = to - from;
        double upper = sorted()[size / 2];
        return size % 2 == 1 ? upper : (sorted()[size / 2 - 1] + upper) / 2;
    }

    /// Linear between the two values around the rank `(n - 1) percent / 100`.
    private double percentile(int percent) {
        double rank = (to - from - 1) * (double) percent / 100;
        int below = (int) Math.floor(rank);
        int above = (int) Math.ceil(rank);
        return below == above
                ? sorted()[below]
                : sorted()[below] * (above - rank) + sorted()[above] * (rank - below);
    }

    private double[] sorted() {
        if (sorted.length == 0) {
            sorted = Arrays.copyOfRange(values, from, to);
            Arrays.sort(sorted);
        }
        return sorted;
    }
}
