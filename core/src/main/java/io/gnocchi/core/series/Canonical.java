package io.gnocchi.core.series;

import io.gnocchi.core.model.Measures;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// The one form of a request's measures: sorted by timestamp, and of equal timestamps only the
/// smallest value (NaN is larger than all).
public final class Canonical {
    private Canonical() {}

    public static Measures of(Measures measures) {
        return isCanonical(measures.timestamps()) ? measures : sorted(measures);
    }

    private static boolean isCanonical(long[] timestamps) {
        for (int i = 1; i < timestamps.length; i++) {
            if (timestamps[i] <= timestamps[i - 1]) {
                return false;
            }
        }
        return true;
    }

    private static Measures sorted(Measures measures) {
        var timestamps = measures.timestamps();
        var values = measures.values();
        var order =
                IntStream.range(0, timestamps.length)
                        .boxed()
                        .sorted(
                                Comparator.comparingLong((Integer i) -> timestamps[i])
                                        .thenComparingDouble(i -> values[i]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        var sortedTimestamps = new long[order.length];
        var sortedValues = new double[order.length];
        int size = 0;
        for (int i : order) {
            if (size == 0 || timestamps[i] != sortedTimestamps[size - 1]) {
                sortedTimestamps[size] = timestamps[i];
                sortedValues[size] = values[i];
                size++;
            }
        }
        return new Measures(
                Arrays.copyOf(sortedTimestamps, size), Arrays.copyOf(sortedValues, size));
    }
}
