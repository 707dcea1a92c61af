package io.gnocchi.server.intake;

import io.gnocchi.core.model.Measures;
import java.util.Arrays;

/// Measures of one metric while they come in.
final class GrowingMeasures {
    private long[] timestamps = new long[1];
    private double[] values = new double[1];
    private int size;

    void add(long nanos, double value) {
        if (size == timestamps.length) {
            timestamps = Arrays.copyOf(timestamps, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        timestamps[size] = nanos;
        values[size++] = value;
    }

    int size() {
        return size;
    }

    /// What has come in so far.
    Measures measures() {
        return new Measures(Arrays.copyOf(timestamps, size), Arrays.copyOf(values, size));
    }
}
