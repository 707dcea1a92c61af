package io.gnocchi.server.api;

import java.io.InputStream;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A request as the HTTP library hands it over.
///
/// @param path as sent, not decoded
/// @param query as sent, without the question mark
/// @param origin scheme, host and port under which the client reached us: `http://host:8041`
/// @param headers the first value of a header by name
/// @param contentLength -1 when unknown
/// @param body to be read once
record HttpRequest(
        String method,
        String path,
        @Nullable String query,
        String origin,
        UnaryOperator<@Nullable String> headers,
        long contentLength,
        InputStream body) {}
