package io.gnocchi.server.api;

import java.time.Duration;
import java.util.List;

/// Origins whose pages may call, and what they may do.
///
/// @param names `scheme://host[:port]`, or `*` for any
/// @param credentials whether pages may call as their user; never for any origin at once
/// @param exposedHeaders headers of answers that pages may read
/// @param maxAge how long a browser may remember what it was told, zero for its own idea
/// @param methods that pages may use
/// @param headers that pages may send, besides those that need no leave
public record Origins(
        List<String> names,
        boolean credentials,
        List<String> exposedHeaders,
        Duration maxAge,
        List<String> methods,
        List<String> headers) {
    public Origins {
        names = List.copyOf(names);
        exposedHeaders = List.copyOf(exposedHeaders);
        methods = List.copyOf(methods);
        headers = List.copyOf(headers);
    }
}
