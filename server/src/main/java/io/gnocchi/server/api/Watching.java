package io.gnocchi.server.api;

import io.gnocchi.server.meters.Meters;
import io.gnocchi.server.meters.WriteMeters;
import io.gnocchi.server.traces.SpanSender;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How this process is watched.
///
/// @param meters what `/metrics` tells; the server adds what it knows
/// @param writes hears of the measures that come in
/// @param readiness what `/readyz` tells
/// @param slowQuery a request that takes so long is told in the log; null for none
/// @param spans takes a span of every request; null where nobody collects them
public record Watching(
        Meters meters,
        WriteMeters writes,
        Readiness readiness,
        @Nullable Duration slowQuery,
        @Nullable SpanSender spans) {}
