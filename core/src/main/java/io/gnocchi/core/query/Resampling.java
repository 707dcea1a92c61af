package io.gnocchi.core.query;

import io.gnocchi.core.model.Timespan;

/// Into which buckets aggregated points are regrouped on read.
public sealed interface Resampling {

    /// Buckets of equal length, aligned on the Epoch.
    record Every(Timespan span) implements Resampling {}

    /// Buckets of the calendar, UTC.
    record Each(CalendarUnit unit) implements Resampling {}

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
}
