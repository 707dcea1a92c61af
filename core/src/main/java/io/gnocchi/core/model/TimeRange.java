package io.gnocchi.core.model;

/// A stretch of time.
///
/// @param startNanos first instant, nanoseconds since the Epoch, never negative
/// @param stopNanos first instant after it; `Long.MAX_VALUE` for no end
public record TimeRange(long startNanos, long stopNanos) {
    public TimeRange {
        if (startNanos < 0 || startNanos >= stopNanos) {
            throw new IllegalArgumentException(
                    "no range: %d to %d".formatted(startNanos, stopNanos));
        }
    }
}
