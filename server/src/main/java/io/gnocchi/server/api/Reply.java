package io.gnocchi.server.api;

import io.gnocchi.server.wire.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/// An answer to be sent.
record Reply(int status, Map<String, String> headers, Body body) {

    /// What follows the headers.
    sealed interface Body {

        record None() implements Body {}

        /// Written while it is sent. Errors are the exception to plain ASCII: people read them raw.
        record Json(Consumer<JsonWriter> writing, boolean ascii) implements Body {}

        record Text(String contentType, String text) implements Body {}

        /// @param trailers headers that follow it; HTTP/1.1 sends it in chunks then
        record Octets(String contentType, byte[] bytes, Map<String, String> trailers)
                implements Body {
            public Octets {
                trailers = Map.copyOf(trailers);
            }
        }
    }

    Reply {
        headers = Map.copyOf(headers);
    }

    static Reply empty(int status) {
        return new Reply(status, Map.of(), new Body.None());
    }

    static Reply json(int status, Consumer<JsonWriter> writing) {
        return new Reply(status, Map.of(), new Body.Json(writing, true));
    }

    static Reply text(int status, String contentType, String text) {
        return new Reply(status, Map.of(), new Body.Text(contentType, text));
    }

    static Reply octets(int status, String contentType, byte[] bytes) {
        return new Reply(status, Map.of(), new Body.Octets(contentType, bytes, Map.of()));
    }

    /// 200 with a body.
    static Reply ok(Consumer<JsonWriter> writing) {
        return json(200, writing);
    }

    Reply with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Reply(status, more, body);
    }

    Reply with(Map<String, String> values) {
        var more = new LinkedHashMap<>(headers);
        more.putAll(values);
        return new Reply(status, more, body);
    }
}
