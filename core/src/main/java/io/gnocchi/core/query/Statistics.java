package io.gnocchi.core.query;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/// Many values made into one, NaN left out; deviations are those of a whole population.
///
/// Hot loops over primitive arrays. Addition is left to right. What nothing is left of gives NaN,
/// but a sum and a count give 0.
final class Statistics {
    private Statistics() {}

    /// Instant by instant, the values of all columns made into one.
    static double[] across(Statistic statistic, double[][] columns, int rows) {
        return switch (statistic.kind()) {
            case SUM -> sums(columns, rows);
            case COUNT -> counts(columns, rows);
            case MEAN -> means(columns, rows);
            case MEDIAN, STD, VAR, MIN, MAX, FIRST, LAST, PERCENTILE ->
                    byRow(statistic, columns, rows);
        };
    }

    private static double[] sums(double[][] columns, int rows) {
        var sums = new double[rows];
        for (var column : columns) {
            for (int row = 0; row < rows; row++) {
                double value = column[row];
                sums[row] += Double.isNaN(value) ? 0 : value;
            }
        }
        return sums;
    }

    private static double[] counts(double[][] columns, int rows) {
        var counts = new double[rows];
        for (var column : columns) {
            for (int row = 0; row < rows; row++) {
                counts[row] += Double.isNaN(column[row]) ? 0 : 1;
            }
        }
        return counts;
    }

    private static double[] means(double[][] columns, int rows) {
        var means = sums(columns, rows);
        var counts = counts(columns, rows);
        for (int row = 0; row < rows; row++) {
            means[row] /= counts[row];
        }
        return means;
    }

    private static double[] byRow(Statistic statistic, double[][] columns, int rows) {
        var function = of(statistic);
        var results = new double[rows];
        var values = new Sample(columns.length);
        for (int row = 0; row < rows; row++) {
            values.size = 0;
            for (var column : columns) {
                values.add(column[row]);
            }
            results[row] = function.applyAsDouble(values);
        }
        return results;
    }

    /// Through a window that ends at each value from the first full window on.
    static double[] rolling(Statistic statistic, double[] column, int window) {
        var function = of(statistic);
        var results = new double[column.length - window + 1];
        var values = new Sample(window);
        for (int row = 0; row < results.length; row++) {
            values.size = 0;
            for (int at = row; at < row + window; at++) {
                values.add(column[at]);
            }
            results[row] = function.applyAsDouble(values);
        }
        return results;
    }

    /// Some values that are no NaN.
    private static final class Sample {
        private final double[] values;
        private int size;

        Sample(int capacity) {
            values = new double[capacity];
        }

        void add(double value) {
            if (!Double.isNaN(value)) {
                values[size++] = value;
            }
        }

        double sum() {
            double sum = 0;
            for (int i = 0; i < size; i++) {
                sum += values[i];
            }
            return sum;
        }

        double variance() {
            double mean = sum() / size;
            double squares = 0;
            for (int i = 0; i < size; i++) {
                double difference = values[i] - mean;
                squares += difference * difference;
            }
            return squares / size;
        }

        double smallest() {
            double smallest = values[0];
            for (int i = 1; i < size; i++) {
                smallest = Math.min(smallest, values[i]);
            }
            return smallest;
        }

        double largest() {
            double largest = values[0];
            for (int i = 1; i < size; i++) {
                largest = Math.max(largest, values[i]);
            }
            return largest;
        }

        double median() {
            Arrays.sort(values, 0, size);
            double upper = values[size / 2];
            return size % 2 == 1 ? upper : (values[size / 2 - 1] + upper) / 2;
        }

        /// Linear interpolation between the two nearest ranks.
        double percentile(int percent) {
            Arrays.sort(values, 0, size);
            double rank = (size - 1L) * percent / 100.0;
            int below = (int) rank;
            return below == rank
                    ? values[below]
                    : values[below] * (below + 1 - rank) + values[below + 1] * (rank - below);
        }
    }

    private static ToDoubleFunction<Sample> of(Statistic statistic) {
        return switch (statistic.kind()) {
            case SUM -> Sample::sum;
            case COUNT -> sample -> sample.size;
            case MEAN -> ofSome(sample -> sample.sum() / sample.size);
            case MEDIAN -> ofSome(Sample::median);
            case STD -> ofSome(sample -> Math.sqrt(sample.variance()));
            case VAR -> ofSome(Sample::variance);
            case MIN -> ofSome(Sample::smallest);
            case MAX -> ofSome(Sample::largest);
            case FIRST -> ofSome(sample -> sample.values[0]);
            case LAST -> ofSome(sample -> sample.values[sample.size - 1]);
            case PERCENTILE -> ofSome(sample -> sample.percentile(statistic.percent()));
        };
    }

    private static ToDoubleFunction<Sample> ofSome(ToDoubleFunction<Sample> function) {
        return sample -> sample.size == 0 ? Double.NaN : function.applyAsDouble(sample);
    }
}
