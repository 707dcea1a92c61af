package io.gnocchi.server.intake;

import io.gnocchi.core.model.Measures;
import java.util.Arrays;

/// Measures of one metric while they come in.
final class GrowingMeasures {
    private long[] timestamps;
    private double[] values;
    private int size;

    GrowingMeasures() {
        this(1);
    }

    /// @param expected how many there will be, as far as anybody knows
    GrowingMeasures(int expected) {
        timestamps = new long[expected];
        values = new double[expected];
    }

    void add(long nanos, double value) {
        if (size == timestamps.length) {
            timestamps = Arrays.copyOf(timestamps, 2 * size + 1);
            values = Arrays.copyOf(values, 2 * size + 1);
        }
        timestamps[size] = nanos;
        values[size++] = value;
    }

    void addAll(Measures measures) {
        for (int i = 0; i < measures.size(); i++) {
            add(measures.timestamps()[i], measures.values()[i]);
        }
    }

    long timestamp(int place) {
        return timestamps[place];
    }

    double value(int place) {
        return values[place];
    }

    /// What has come in so far, not copied; more may stand behind.
    long[] timestamps() {
        return timestamps;
    }

    /// As [#timestamps].
    double[] values() {
        return values;
    }

    /// A copy of some.
    Measures measures(int from, int to) {
        return new Measures(
                Arrays.copyOfRange(timestamps, from, to), Arrays.copyOfRange(values, from, to));
    }

    int size() {
        return size;
    }

    /// What has come in so far. The columns are shared when they are full: whoever goes on adding
    /// adds to others.
    Measures measures() {
        return size == timestamps.length
                ? new Measures(timestamps, values)
                : new Measures(Arrays.copyOf(timestamps, size), Arrays.copyOf(values, size));
    }
}
