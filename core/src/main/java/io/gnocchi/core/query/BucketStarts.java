package io.gnocchi.core.query;

import io.gnocchi.core.model.Timespan;
import io.gnocchi.core.series.Buckets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongUnaryOperator;

/// Finds the first instant of the bucket that holds an instant; never descending.
final class BucketStarts {
    private static final long SECOND = 1_000_000_000;
    private static final long HOUR = 3600 * SECOND;
    private static final long DAY = 24 * HOUR;

    private BucketStarts() {}

    static LongUnaryOperator of(Resampling resampling) {
        return switch (resampling) {
            case Resampling.Every(var span) -> instant -> Buckets.floor(instant, span.nanos());
            case Resampling.EveryLocal(var span, var zone) -> local(span, zone);
            case Resampling.Each(var unit, var zone) -> {
                var utc = utc(unit);
                yield zone.normalized().equals(ZoneOffset.UTC) ? utc : dates(utc, zone);
            }
        };
    }

    private static LongUnaryOperator utc(Resampling.CalendarUnit unit) {
        return switch (unit) {
            case YEAR -> Buckets::year;
            case HALF -> Buckets::half;
            case QUARTER -> Buckets::quarter;
            case MONTH -> Buckets::month;
            case WEEK -> Buckets::week;
        };
    }

    /// The same dates as in UTC, each beginning when it begins in the zone.
    private static LongUnaryOperator dates(LongUnaryOperator utc, ZoneId zone) {
        return instant -> {
            long first = Math.floorDiv(utc.applyAsLong(instant + offset(instant, zone)), DAY);
            return nanos(LocalDate.ofEpochDay(first).atStartOfDay(zone).toInstant());
        };
    }

    private static LongUnaryOperator local(Timespan span, ZoneId zone) {
        if (span.nanos() <= HOUR) {
            // An hour that the clocks show twice is two hours.
            return instant -> {
                long offset = offset(instant, zone);
                return Buckets.floor(instant + offset, span.nanos()) - offset;
            };
        }
        return instant ->
                instantOf(Buckets.floor(instant + offset(instant, zone), span.nanos()), zone);
    }

    /// The first instant at which, or at last after which, clocks show a time.
    private static long instantOf(long local, ZoneId zone) {
        var shown =
                LocalDateTime.ofEpochSecond(
                        Math.floorDiv(local, SECOND),
                        (int) Math.floorMod(local, SECOND),
                        ZoneOffset.UTC);
        var change = zone.getRules().getTransition(shown);
        return change != null && change.isGap()
                ? nanos(change.getInstant())
                : nanos(shown.toInstant(zone.getRules().getValidOffsets(shown).getFirst()));
    }

    private static long offset(long instant, ZoneId zone) {
        var seconds = Instant.ofEpochSecond(Math.floorDiv(instant, SECOND));
        return zone.getRules().getOffset(seconds).getTotalSeconds() * SECOND;
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * SECOND + instant.getNano();
    }
}
