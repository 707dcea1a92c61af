package io.gnocchi.client.http;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request: its method, where it goes, its headers, perhaps a body.
///
/// @param repeatable whether sending it twice does no more than sending it once
public record Request(
        String method,
        URI to,
        Map<String, String> headers,
        byte @Nullable [] body,
        boolean repeatable) {
    public Request {
        if (to.getHost() == null) {
            throw new IllegalArgumentException("an address has a host: " + to);
        }
        headers = new LinkedHashMap<>(headers);
    }

    /// A request that may be repeated when it only asks.
    public Request(String method, URI to, Map<String, String> headers, byte @Nullable [] body) {
        this(method, to, headers, body, method.equals("GET") || method.equals("HEAD"));
    }

    /// The same, which does no harm when it is sent twice.
    public Request harmless() {
        return new Request(method, to, headers, body, true);
    }

    /// The same with one more header, or another value for it.
    public Request with(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Request(method, to, more, body, repeatable);
    }
}
