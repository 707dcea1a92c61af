package io.gnocchi.server.traces;

import io.gnocchi.server.wire.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Spans as an `ExportTraceServiceRequest` of OTLP in JSON.
final class SpanBody {
    /// Of a span that answers a request.
    private static final int SERVER_KIND = 2;

    private static final int ERROR = 2;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private SpanBody() {}

    /// @param process what is known of this process, by OpenTelemetry's names
    static byte[] of(List<Span> spans, Map<String, Object> process) {
        var bytes = new ByteArrayOutputStream();
        var json = new JsonWriter(bytes, true);
        json.beginObject().name("resourceSpans").beginArray().beginObject();
        json.name("resource").beginObject();
        writeAttributes(json, process);
        json.endObject();
        json.name("scopeSpans").beginArray().beginObject();
        json.name("scope").beginObject();
        json.name("name").value("io.gnocchi");
        json.endObject();
        json.name("spans").beginArray();
        spans.forEach(span -> write(json, span));
        json.endArray().endObject().endArray();
        json.endObject().endArray().endObject();
        json.flush();
        return bytes.toByteArray();
    }

    private static void write(JsonWriter json, Span span) {
        json.beginObject();
        json.name("traceId").value(span.traceId());
        json.name("spanId").value(span.spanId());
        if (span.parentId() != null) {
            json.name("parentSpanId").value(span.parentId());
        }
        json.name("name").value(span.name());
        json.name("kind").value(SERVER_KIND);
        json.name("startTimeUnixNano").value(nanos(span.begun()));
        json.name("endTimeUnixNano").value(nanos(span.begun().plus(span.length())));
        writeAttributes(json, span.attributes());
        json.name("status").beginObject();
        if (span.failed()) {
            json.name("code").value(ERROR);
        }
        json.endObject();
        json.endObject();
    }

    /// Numbers of 64 bits are texts in this JSON.
    private static String nanos(Instant instant) {
        return Long.toString(instant.getEpochSecond() * NANOS_PER_SECOND + instant.getNano());
    }

    private static void writeAttributes(JsonWriter json, Map<String, Object> attributes) {
        json.name("attributes").beginArray();
        new TreeMap<>(attributes)
                .forEach((key, value) -> {
                    json.beginObject();
                    json.name("key").value(key);
                    json.name("value").beginObject();
                    json.name(value instanceof Number ? "intValue" : "stringValue")
                            .value(value.toString());
                    json.endObject().endObject();
                });
        json.endArray();
    }
}
