package io.gnocchi.core.series;

import io.gnocchi.core.model.Measures;
import java.util.Arrays;

/// The one form of a request's measures: timestamps strictly ascending, and of several values for
/// the same timestamp the smallest (NaN is the largest).
public final class Canonical {
    private Canonical() {}

    /// The measures in canonical form; the very same object when they have it already. Never writes
    /// into the columns it is given.
    public static Measures canonical(Measures measures) {
        if (isCanonical(measures.timestamps())) {
            return measures;
        }
        var sorter = new Sorter(measures.timestamps().clone(), measures.values().clone());
        sorter.sort();
        return sorter.firstOfEach();
    }

    private static boolean isCanonical(long[] timestamps) {
        for (int i = 1; i < timestamps.length; i++) {
            if (timestamps[i - 1] >= timestamps[i]) {
                return false;
            }
        }
        return true;
    }

    /// A merge sort from short runs to long ones over two columns at once: no boxes, and no order
    /// of the input that makes it slow.
    private static final class Sorter {
        private static final int SHORT_RUN = 16;

        private long[] timestamps;
        private double[] values;
        private long[] otherTimestamps;
        private double[] otherValues;

        Sorter(long[] timestamps, double[] values) {
            this.timestamps = timestamps;
            this.values = values;
            this.otherTimestamps = new long[timestamps.length];
            this.otherValues = new double[timestamps.length];
        }

        void sort() {
            int length = timestamps.length;
            for (int start = 0; start < length; start += SHORT_RUN) {
                insertionSort(start, Math.min(start + SHORT_RUN, length));
            }
            for (long run = SHORT_RUN; run < length; run *= 2) {
                for (long start = 0; start < length; start += 2 * run) {
                    merge(
                            (int) start,
                            (int) Math.min(start + run, length),
                            (int) Math.min(start + 2 * run, length));
                }
                swap();
            }
        }

        Measures firstOfEach() {
            int kept = 0;
            for (int i = 0; i < timestamps.length; i++) {
                if (kept == 0 || timestamps[i] != timestamps[kept - 1]) {
                    timestamps[kept] = timestamps[i];
                    values[kept++] = values[i];
                }
            }
            return new Measures(Arrays.copyOf(timestamps, kept), Arrays.copyOf(values, kept));
        }

        private void insertionSort(int from, int to) {
            for (int i = from + 1; i < to; i++) {
                long timestamp = timestamps[i];
                double value = values[i];
                int hole = i;
                while (hole > from
                        && isBefore(timestamp, value, timestamps[hole - 1], values[hole - 1])) {
                    timestamps[hole] = timestamps[hole - 1];
                    values[hole] = values[--hole];
                }
                timestamps[hole] = timestamp;
                values[hole] = value;
            }
        }

        private void merge(int from, int middle, int to) {
            int left = from;
            int right = middle;
            for (int i = from; i < to; i++) {
                var takeRight =
                        left == middle
                                || (right < to
                                        && isBefore(
                                                timestamps[right],
                                                values[right],
                                                timestamps[left],
                                                values[left]));
                int taken = takeRight ? right++ : left++;
                otherTimestamps[i] = timestamps[taken];
                otherValues[i] = values[taken];
            }
        }

        private void swap() {
            var swappedTimestamps = timestamps;
            timestamps = otherTimestamps;
            otherTimestamps = swappedTimestamps;
            var swappedValues = values;
            values = otherValues;
            otherValues = swappedValues;
        }

        private static boolean isBefore(long timestamp, double value, long other, double than) {
            return timestamp != other ? timestamp < other : Double.compare(value, than) < 0;
        }
    }
}
