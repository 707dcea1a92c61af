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
    }
}
