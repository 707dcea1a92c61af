package io.gnocchi.core.model;

/// Measures of one metric in one request, as two columns in the order they were posted.
///
/// The arrays are not copied: whoever makes the record gives them away.
///
/// @param timestamps nanoseconds since the Epoch, never negative
/// @param values as many
public record Measures(long[] timestamps, double[] values) {
    public Measures {
        if (timestamps.length != values.length) {
            throw new IllegalArgumentException("columns of different length");
        }
    }

    public int size() {
        return timestamps.length;
    }
}
