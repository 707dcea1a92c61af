package io.gnocchi.core.model;

/// A length of time: a granularity, a retention, a resampling step.
public record Timespan(long nanos) {
    public Timespan {
        if (nanos <= 0) {
            throw new IllegalArgumentException("a timespan is positive, not " + nanos + " ns");
        }
    }
}
