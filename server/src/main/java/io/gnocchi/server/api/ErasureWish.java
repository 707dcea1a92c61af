package io.gnocchi.server.api;

import io.gnocchi.core.model.TimeRange;
import io.gnocchi.core.model.Timestamps;
import java.time.Instant;

/// Which of a metric's measures a client wants to be removed.
final class ErasureWish {
    private ErasureWish() {}

    /// From `start`, inclusive, to `stop`, exclusive, as exact instants.
    ///
    /// @throws Problem 400 also when neither is given, so that nobody empties a metric by accident
    static TimeRange of(Query query, Instant now) {
        if (query.all("start").isEmpty() && query.all("stop").isEmpty()) {
            throw Problem.badArgument(
                    "start", "start or stop must be given; start=0 removes all measures");
        }
        long start = time(query, "start", now, 0);
        long stop = time(query, "stop", now, Long.MAX_VALUE);
        if (start >= stop) {
            throw Problem.badArgument("stop", "stop must be after start");
        }
        return new TimeRange(start, stop);
    }

    private static long time(Query query, String name, Instant now, long whenAbsent) {
        var text = query.one(name);
        if (text == null) {
            return whenAbsent;
        }
        try {
            return Timestamps.parse(text, Timestamps.nanos(now));
        } catch (IllegalArgumentException _) {
            throw Problem.badArgument(name, "Must be a datetime or a timestamp");
        }
    }
}
