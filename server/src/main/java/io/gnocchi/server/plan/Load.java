package io.gnocchi.server.plan;

import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Retention;
import io.gnocchi.core.model.Timespan;
import java.time.Duration;

/// What is measured: so many metrics, each in the same interval, by one policy.
///
/// @param bytesPerValue of a stored value, see [#USUAL_BYTES]
/// @param reads queries a minute that no memory answers
public record Load(
        long metrics, Timespan interval, ArchivePolicy policy, double bytesPerValue, double reads) {
    /// What a stored value takes: measured on gauges and counters are 1.1 to 1.9 bytes, on
    /// constants 0.05, on noise 7. The console reckons with the same.
    public static final double USUAL_BYTES = 1.5;

    /// A year stands for ever.
    public static final Duration FOR_EVER = Duration.ofDays(365);

    /// A point of the mutable window: a timestamp and a value.
    static final int RAW_POINT_BYTES = 16;

    public Load {
        if (metrics < 1 || !(bytesPerValue > 0) || !(reads >= 0)) {
            throw new IllegalArgumentException("a load of %d metrics".formatted(metrics));
        }
    }

    /// Measures in a second.
    public double measuresPerSecond() {
        return metrics / interval.seconds();
    }

    /// Buckets of one metric that have a point, in so many seconds.
    private double filledBuckets(Retention line, double seconds) {
        return seconds / Math.max(line.granularity().seconds(), interval.seconds());
    }

    /// Values of one metric in a bucket of their own. All methods of a bucket with one point follow
    /// from each other and take the place of one.
    private int valuesPerBucket(Retention line) {
        return line.granularity().nanos() <= interval.nanos() ? 1 : policy.methods().size();
    }

    /// Bytes of one metric's aggregates of a granularity, over so many seconds.
    double lineBytes(Retention line, double seconds) {
        return filledBuckets(line, seconds) * valuesPerBucket(line) * bytesPerValue;
    }

    /// Bytes of one metric when all its retentions are full.
    public double bytesPerMetric() {
        double bytes = windowBytes();
        for (var line : policy.definition()) {
            bytes += lineBytes(line, keptSeconds(line));
        }
        return bytes;
    }

    /// Bytes of one metric's raw points in the newest block.
    double windowBytes() {
        return policy.blockNanos() / 1e9 / interval.seconds() * RAW_POINT_BYTES;
    }

    static double keptSeconds(Retention line) {
        var kept = line.timespan();
        return kept == null ? (double) FOR_EVER.toSeconds() : kept.seconds();
    }
}
