package io.gnocchi.client.access;

import io.gnocchi.client.http.Transport;
import java.net.URI;
import java.util.Map;

/// Who is asking, and where the server is.
public interface Access {
    /// The address under which the API begins; may ask an identity service through the transport.
    URI endpoint(Transport transport);

    /// The headers that say who is asking; may ask an identity service through the transport.
    Map<String, String> headers(Transport transport);

    /// Told when a request was answered with 401: whether new headers are worth another attempt.
    default boolean renew() {
        return false;
    }
}
