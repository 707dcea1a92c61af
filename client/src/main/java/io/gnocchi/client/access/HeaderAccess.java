package io.gnocchi.client.access;

import io.gnocchi.client.http.Transport;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/// Fixed headers: what a front server would say of a user, a token, or nothing at all.
public record HeaderAccess(URI endpoint, Map<String, String> headers) implements Access {
    public HeaderAccess {
        headers = new LinkedHashMap<>(headers);
    }

    /// A user, a project and roles, believed as they are: the server's `auth_mode = noauth`.
    public static HeaderAccess trusted(String user, String project, String roles, URI endpoint) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("x-user-id", user);
        headers.put("x-project-id", project);
        headers.put("x-roles", roles);
        return new HeaderAccess(endpoint, headers);
    }

    @Override
    public URI endpoint(Transport transport) {
        return endpoint;
    }

    @Override
    public Map<String, String> headers(Transport transport) {
        return headers;
    }
}
