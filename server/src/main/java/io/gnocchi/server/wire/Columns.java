package io.gnocchi.server.wire;

import io.gnocchi.core.model.Measures;
import java.util.Arrays;

/// Two columns that grow while measures are read.
final class Columns {
    private static final int FIRST_CAPACITY = 16;

    private long[] timestamps = new long[FIRST_CAPACITY];
    private double[] values = new double[FIRST_CAPACITY];
    private int size;

    void add(long timestamp, double value) {
        if (size == timestamps.length) {
            timestamps = Arrays.copyOf(timestamps, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        timestamps[size] = timestamp;
        values[size] = value;
        size++;
    }

    int size() {
        return size;
    }

    /// The measures so far; the columns are given away.
    Measures measures() {
        return new Measures(Arrays.copyOf(timestamps, size), Arrays.copyOf(values, size));
    }
}
