package io.gnocchi.server.api;

import io.gnocchi.server.traces.Span;
import io.gnocchi.server.traces.SpanSender;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Tells a collector of requests. A request whose sender records no trace is left out; one whose
/// sender says nothing of traces begins one.
///
/// @param sender null where nobody collects
record Spans(@Nullable SpanSender sender, Supplier<UUID> ids, InstantSource clock) {
    private static final int FAULT = 500;
    private static final int SPAN_DIGITS = 16;

    /// A request has been answered.
    void answered(Visit visit, int status, long nanos) {
        var parent = visit.parent();
        if (sender == null || (parent != null && !parent.sampled())) {
            return;
        }
        var length = Duration.ofNanos(nanos);
        sender.take(
                new Span(
                        parent == null ? digits(ids.get()) : parent.traceId(),
                        digits(ids.get()).substring(SPAN_DIGITS),
                        parent == null ? null : parent.spanId(),
                        visit.method() + " " + visit.route(),
                        clock.instant().minus(length),
                        length,
                        Map.of(
                                "http.request.method", visit.method(),
                                "http.route", visit.route(),
                                "http.response.status_code", status,
                                "gnocchi.points", visit.points(),
                                "gnocchi.store_requests", visit.tally().requests()),
                        status >= FAULT));
    }

    private static String digits(UUID id) {
        return id.toString().replace("-", "");
    }
}
