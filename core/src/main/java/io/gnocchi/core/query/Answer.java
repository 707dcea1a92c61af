package io.gnocchi.core.query;

import io.gnocchi.core.model.Timespan;

/// Points for a caller.
///
/// @param label what the granularity column shows
/// @param timestamps nanoseconds since the Epoch, ascending
/// @param values as many
public record Answer(Label label, long[] timestamps, double[] values) {

    /// The granularity column.
    public sealed interface Label {

        record Span(Timespan span) implements Label {}

        record Calendar(Resampling.CalendarUnit unit) implements Label {}

        /// As people write it: `60.0`, `M`.
        default String text() {
            return switch (this) {
                case Span(var span) -> span.secondsText();
                case Calendar(var unit) -> unit.letter();
            };
        }

        /// Where a bucket ends that begins at `start`.
        default long end(long start) {
            return switch (this) {
                case Span(var span) -> start + span.nanos();
                case Calendar(var unit) -> unit.end(start);
            };
        }
    }
}
