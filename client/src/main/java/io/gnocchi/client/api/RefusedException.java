package io.gnocchi.client.api;

import io.gnocchi.client.http.Response;
import io.gnocchi.client.json.Json;
import io.gnocchi.client.json.MalformedJsonException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The server refuses a request: what it said, and with which status.
public sealed class RefusedException extends RuntimeException
        permits NotFoundException, ConflictException, OverloadedException {
    private static final long serialVersionUID = 1L;
    private static final Map<Integer, String> WORDS =
            Map.of(
                    400, "Bad request",
                    401, "Unauthorized",
                    403, "Forbidden",
                    404, "Not found",
                    405, "Method Not Allowed",
                    406, "Not Acceptable",
                    409, "Conflict",
                    413, "Over limit",
                    429, "Rate limit",
                    501, "Not Implemented");

    private final int status;
    private final transient @Nullable Object description;
    private final @Nullable String requestId;
    private final URI url;

    RefusedException(
            int status, @Nullable Object description, @Nullable String requestId, URI url) {
        super(
                (description instanceof String text ? text : Json.write(description))
                        + " (HTTP "
                        + status
                        + ")");
        this.status = status;
        this.description = description;
        this.requestId = requestId;
        this.url = url;
    }

    static RefusedException of(String method, URI url, Response response) {
        int status = response.status();
        Object description = description(response);
        if (description == null || description.equals("")) {
            description = WORDS.getOrDefault(status, "Unknown Error");
        }
        String requestId = response.header("x-openstack-request-id");
        return switch (status) {
            case 404 -> new NotFoundException(description, requestId, url);
            case 409 -> new ConflictException(description, requestId, url);
            case 413, 429 ->
                    new OverloadedException(
                            status, description, requestId, url, response.header("Retry-After"));
            default -> new RefusedException(status, description, requestId, url);
        };
    }

    /// The status of the answer.
    public int status() {
        return status;
    }

    /// What the server said: a text, or an object with `cause`, `reason` and `detail`.
    public @Nullable Object description() {
        return description;
    }

    /// Under which name the request stands in the server's log, if it told.
    public @Nullable String requestId() {
        return requestId;
    }

    /// What was asked for.
    public URI url() {
        return url;
    }

    private static @Nullable Object description(Response response) {
        String kind = response.header("Content-Type");
        String bare = kind == null ? "" : kind.split(";", 2)[0];
        String text = new String(response.body(), StandardCharsets.UTF_8);
        if (bare.startsWith("text/")) {
            return text;
        }
        if (!bare.equals("application/json")) {
            return null;
        }
        try {
            var body = Json.object(Json.read(text));
            if (body.containsKey("description")) {
                return body.get("description");
            }
            return body.get("error") instanceof Map<?, ?> error ? error.get("message") : text;
        } catch (MalformedJsonException strange) {
            return null;
        }
    }
}
