package io.gnocchi.core.incoming;

import io.gnocchi.core.series.Request;
import java.time.Duration;

/// The limits of an inbox, in bytes of memory as [#bytesOf] counts them.
///
/// @param flushDelay at least so long between the beginnings of two flushes, unless `flushBytes`
///   wait; zero flushes at once (the next batch gathers while the last one is written)
/// @param flushBytes so many waiting bytes are flushed without waiting for the delay
/// @param maxBytes more waiting bytes are refused
public record InboxSettings(Duration flushDelay, long flushBytes, long maxBytes) {
    /// A timestamp and a value.
    public static final int POINT_BYTES = 16;

    /// What the measures of one metric in one request take besides their points.
    public static final int BUNDLE_BYTES = 300;

    /// The memory that what one request asks of one metric takes while it waits.
    static long bytesOf(Request request) {
        return bytesOf(1, request.measures().size());
    }

    /// The memory that measures take while they wait.
    static long bytesOf(int metrics, int measures) {
        return (long) BUNDLE_BYTES * metrics + (long) POINT_BYTES * measures;
    }
}
