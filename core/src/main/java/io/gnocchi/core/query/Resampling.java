package io.gnocchi.core.query;

import io.gnocchi.core.model.Timespan;
import java.time.ZoneId;
import java.time.ZoneOffset;

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
        YEAR("Y"),
        HALF("H"),
        QUARTER("Q"),
        MONTH("M"),
        WEEK("W");

        private final String letter;

        CalendarUnit(String letter) {
            this.letter = letter;
        }

        /// The letter users write.
        public String letter() {
            return letter;
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
