package io.gnocchi.server.api;

import java.io.InputStream;
import java.net.InetAddress;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A request as the HTTP library hands it over.
///
/// @param path as sent, not decoded
/// @param query as sent, without the question mark
/// @param scheme `http` or `https`
/// @param authority host and perhaps port under which the client reached us
/// @param prefix of all paths as the client sees them, empty or as `/gnocchi`
/// @param client its address, null when unknown
/// @param headers the first value of a header by name
/// @param contentLength -1 when unknown
/// @param body to be read once
record HttpRequest(
        String method,
        String path,
        @Nullable String query,
        String scheme,
        String authority,
        String prefix,
        @Nullable InetAddress client,
        UnaryOperator<@Nullable String> headers,
        long contentLength,
        InputStream body) {

    /// What all URLs of ours begin with, for this client.
    String origin() {
        return scheme + "://" + authority + prefix;
    }

    /// The request as the client made it before proxies passed it on.
    HttpRequest through(ProxyHeaders proxies) {
        var from = proxies.clientAddress();
        return new HttpRequest(
                method,
                path,
                query,
                proxies.scheme() == null ? scheme : proxies.scheme(),
                proxies.authority() == null ? authority : proxies.authority(),
                proxies.prefix() + prefix,
                from == null ? client : from,
                headers,
                contentLength,
                body);
    }
}
