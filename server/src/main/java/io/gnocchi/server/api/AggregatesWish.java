package io.gnocchi.server.api;

import io.gnocchi.core.model.Timespan;
import io.gnocchi.core.query.Gaps;
import io.gnocchi.server.wire.GapsText;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Which aggregates of several metrics a client wants, and what becomes of gaps.
///
/// @param startNanos `Long.MIN_VALUE` for the beginning
/// @param stopNanos `Long.MAX_VALUE` for the end
/// @param granularity null for all
record AggregatesWish(long startNanos, long stopNanos, @Nullable Timespan granularity, Gaps gaps) {

    /// @param otherwise what becomes of gaps when the client does not say
    static AggregatesWish of(Query query, Instant now, Gaps otherwise) {
        long start = ReadingWish.time(query, "start", now, Long.MIN_VALUE);
        long stop = ReadingWish.time(query, "stop", now, Long.MAX_VALUE);
        var granularity = ReadingWish.span(query, "granularity");
        var overlap = gaps(query, "needed_overlap", GapsText::overlap);
        var fill = gaps(query, "fill", GapsText::fill);
        if (fill != null) {
            return new AggregatesWish(start, stop, granularity, fill);
        }
        return new AggregatesWish(start, stop, granularity, overlap != null ? overlap : otherwise);
    }

    private static @Nullable Gaps gaps(Query query, String name, Function<String, Gaps> reading) {
        var text = query.one(name);
        try {
            return text == null ? null : reading.apply(text);
        } catch (IllegalArgumentException e) {
            throw Problem.badArgument(name, String.valueOf(e.getMessage()));
        }
    }
}
