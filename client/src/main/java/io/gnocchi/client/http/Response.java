package io.gnocchi.client.http;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An answer: its status, its headers by names in any case, its whole body.
public record Response(int status, Map<String, String> headers, byte[] body) {
    public Response {
        var anyCase = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        headers = anyCase;
    }

    /// A header's value, null when it was not sent.
    public @Nullable String header(String name) {
        return headers.get(name);
    }
}
