package io.gnocchi.server.statsd;

import io.gnocchi.server.intake.Delivery;
import java.util.Arrays;
import java.util.Map;
import java.util.random.RandomGenerator;

/// The samples of one timer since the last flush: all of them, or when there are too many an even
/// choice (Vitter's algorithm R), so that percentiles stay what they are.
final class Reservoir {
    static final int MAX_SAMPLES = 4096;
    private static final int FIRST_SAMPLES = 16;

    private long[] nanos = new long[FIRST_SAMPLES];
    private double[] values = new double[FIRST_SAMPLES];
    private long seen;
    private long lastNanos = Long.MIN_VALUE;

    /// Adds a sample. Samples of one instant are put a nanosecond apart: a metric has one value at
    /// a time.
    ///
    /// @return false when it or another one is not kept
    boolean add(long arrivalNanos, double value, RandomGenerator chance) {
        lastNanos = Math.max(arrivalNanos, lastNanos + 1);
        seen++;
        if (seen <= MAX_SAMPLES) {
            grow();
            put((int) seen - 1, value);
            return true;
        }
        long place = chance.nextLong(seen);
        if (place < MAX_SAMPLES) {
            put((int) place, value);
        }
        return false;
    }

    private void grow() {
        if (seen > nanos.length) {
            int length = Math.min(2 * nanos.length, MAX_SAMPLES);
            nanos = Arrays.copyOf(nanos, length);
            values = Arrays.copyOf(values, length);
        }
    }

    private void put(int place, double value) {
        nanos[place] = lastNanos;
        values[place] = value;
    }

    int size() {
        return (int) Math.min(seen, MAX_SAMPLES);
    }

    void pour(Delivery delivery, String resource, String metric) {
        for (int i = 0; i < size(); i++) {
            delivery.add(resource, Map.of(), metric, nanos[i], values[i]);
        }
    }
}
