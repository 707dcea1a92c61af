package io.gnocchi.client.access;

import io.gnocchi.client.http.Transport;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/// A user's name, believed as it is: the server's `auth_mode = basic`, which knows no passwords.
public record BasicAccess(String user, URI endpoint) implements Access {
    @Override
    public URI endpoint(Transport transport) {
        return endpoint;
    }

    @Override
    public Map<String, String> headers(Transport transport) {
        byte[] named = (user + ":").getBytes(StandardCharsets.UTF_8);
        return Map.of("Authorization", "basic " + Base64.getEncoder().encodeToString(named));
    }
}
