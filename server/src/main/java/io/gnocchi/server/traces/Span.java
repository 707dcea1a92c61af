package io.gnocchi.server.traces;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The part of a trace that one request to this process is.
///
/// @param traceId 32 hex digits
/// @param spanId 16 hex digits
/// @param parentId of who sent the request; null when nobody said
/// @param attributes texts and whole numbers by the names of OpenTelemetry's conventions
/// @param failed whether the fault is on this side
public record Span(
        String traceId,
        String spanId,
        @Nullable String parentId,
        String name,
        Instant begun,
        Duration length,
        Map<String, Object> attributes,
        boolean failed) {
    // Spelled out, for a compact constructor loses `@Nullable` in its class file.
    public Span(
            String traceId,
            String spanId,
            @Nullable String parentId,
            String name,
            Instant begun,
            Duration length,
            Map<String, Object> attributes,
            boolean failed) {
        this.traceId = traceId;
        this.spanId = spanId;
        this.parentId = parentId;
        this.name = name;
        this.begun = begun;
        this.length = length;
        this.attributes = Map.copyOf(new TreeMap<>(attributes));
        this.failed = failed;
    }
}
