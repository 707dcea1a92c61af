package io.gnocchi.core.query;

import io.gnocchi.core.model.Timespan;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/// Into which buckets aggregated points are regrouped on read.
public sealed interface Resampling {

    /// Buckets of equal length, aligned on the Epoch.
    record Every(Timespan span) implements Resampling {}

    /// Buckets of equal length on the clocks of a zone, aligned on their midnights: a day has 23 or
    /// 25 hours when the clocks change.
    record EveryLocal(Timespan span, ZoneId zone) implements Resampling {}

    /// Buckets of the calendar of a zone.
    record Each(CalendarUnit unit, ZoneId zone) implements Resampling {

        /// In UTC.
        public Each(CalendarUnit unit) {
            this(unit, ZoneOffset.UTC);
        }
    }

    /// The calendar's buckets; weeks begin on Sunday.
    enum CalendarUnit {
        YEAR("Y", Period.ofYears(1)),
        HALF("H", Period.ofMonths(6)),
        QUARTER("Q", Period.ofMonths(3)),
        MONTH("M", Period.ofMonths(1)),
        WEEK("W", Period.ofWeeks(1));

        private final String letter;
        private final Period length;

        CalendarUnit(String letter, Period length) {
            this.letter = letter;
            this.length = length;
        }

        /// The letter users write.
        public String letter() {
            return letter;
        }

        /// Where a bucket ends that begins at `start`, in UTC.
        long end(long start) {
            var first = Instant.EPOCH.plusNanos(start).atOffset(ZoneOffset.UTC);
            return Instant.EPOCH.until(first.plus(length).toInstant(), ChronoUnit.NANOS);
        }
    }

    /// The granularity column of points regrouped so.
    default Answer.Label label() {
        return switch (this) {
            case Every(var span) -> new Answer.Label.Span(span);
            case EveryLocal(var span, _) -> new Answer.Label.Span(span);
            case Each(var unit, _) -> new Answer.Label.Calendar(unit);
        };
    }
}
