package io.gnocchi.core.model;

import org.jspecify.annotations.Nullable;

/// One item of an archive policy's definition as a caller wrote it; what is null was not given.
///
/// @param points at least 1
public record RetentionRequest(
        @Nullable Timespan granularity, @Nullable Long points, @Nullable Timespan timespan) {
    public RetentionRequest {
        if (points != null && points < 1) {
            throw new IllegalArgumentException("at least one point, not " + points);
        }
    }

    /// Fills in what was not given. Exact in nanoseconds.
    ///
    /// @throws MalformedException with the message for the caller
    public Retention resolve() {
        if (granularity != null && points != null && timespan != null) {
            return checked(granularity, points, timespan);
        }
        if (granularity != null && points != null) {
            return new Retention(granularity, granularity.times(points));
        }
        if (granularity != null && timespan != null) {
            return whole(granularity, timespan);
        }
        if (points != null && timespan != null) {
            return divided(timespan, points);
        }
        if (granularity != null) {
            return new Retention(granularity, null);
        }
        throw new MalformedException(
                "At least two of granularity/points/timespan must be provided");
    }

    private static Retention checked(Timespan granularity, long points, Timespan timespan) {
        var exact =
                timespan.nanos() % granularity.nanos() == 0
                        && timespan.nanos() / granularity.nanos() == points;
        if (!exact) {
            throw new MalformedException("timespan ≠ granularity × points");
        }
        return new Retention(granularity, timespan);
    }

    /// The timespan is cut to a whole number of buckets.
    private static Retention whole(Timespan granularity, Timespan timespan) {
        long points = timespan.nanos() / granularity.nanos();
        if (points == 0) {
            throw new MalformedException("Calculated number of points is < 0");
        }
        return new Retention(granularity, granularity.times(points));
    }

    private static Retention divided(Timespan timespan, long points) {
        long nanos = timespan.nanos() / points;
        if (nanos == 0) {
            throw new MalformedException("Timespan must be positive");
        }
        var granularity = new Timespan(nanos);
        // A granularity cut to nanoseconds may fit more often than was asked for.
        var fitsAsAsked = timespan.nanos() / nanos == points;
        return new Retention(granularity, fitsAsAsked ? timespan : granularity.times(points));
    }
}
