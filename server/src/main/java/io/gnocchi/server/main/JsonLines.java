package io.gnocchi.server.main;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import io.gnocchi.server.wire.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Map;

/// Events of the log as JSON, one object a line.
final class JsonLines extends EncoderBase<ILoggingEvent> {
    /// How what is known of the request at hand is called here.
    private static final Map<String, String> NAMES =
            Map.of("request", "request_id", "trace", "trace_id", "span", "parent_span_id");

    private static final byte[] NOTHING = {};
    private final long pid = ProcessHandle.current().pid();

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        var line = new ByteArrayOutputStream();
        var json = new JsonWriter(line, false);
        json.beginObject();
        json.name("timestamp").value(Instant.ofEpochMilli(event.getTimeStamp()).toString());
        json.name("level").value(event.getLevel().toString());
        json.name("logger").value(event.getLoggerName());
        json.name("pid").value(pid);
        json.name("thread").value(event.getThreadName());
        json.name("message").value(event.getFormattedMessage());
        event.getMDCPropertyMap()
                .forEach((key, value) -> json.name(NAMES.getOrDefault(key, key)).value(value));
        writePairs(event, json);
        var trace = event.getThrowableProxy();
        if (trace != null) {
            json.name("exception").value(ThrowableProxyUtil.asString(trace));
        }
        json.endObject();
        json.flush();
        line.write('\n');
        return line.toByteArray();
    }

    private static void writePairs(ILoggingEvent event, JsonWriter json) {
        var pairs = event.getKeyValuePairs();
        if (pairs != null) {
            pairs.forEach(pair -> json.name(pair.key).tree(pair.value));
        }
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
