package io.gnocchi.server.api;

import java.io.IOException;
import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An answer that is not success.
final class Problem extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    private final int status;
    private final transient @Nullable Object description;
    private final transient Map<String, String> headers;
    private final transient Map<String, String> members;

    private Problem(int status, @Nullable Object description, Map<String, String> headers) {
        this(status, description, headers, Map.of());
    }

    private Problem(
            int status,
            @Nullable Object description,
            Map<String, String> headers,
            Map<String, String> members) {
        super(status + " " + description, null, false, false);
        this.status = status;
        this.description = description;
        this.headers = Map.copyOf(headers);
        this.members = Map.copyOf(members);
    }

    static Problem of(int status, String description) {
        return new Problem(status, description, Map.of());
    }

    /// A status that says it all.
    static Problem of(int status) {
        return of(status, "");
    }

    /// There is no such path.
    static Problem noRoute() {
        return new Problem(404, null, Map.of());
    }

    static Problem methodNotAllowed(String allow) {
        return new Problem(405, "", Map.of("Allow", allow));
    }

    /// Nobody is known to be asking.
    ///
    /// @param challenge how to say who one is; null when it is not told
    static Problem unknownCaller(@Nullable String challenge) {
        return new Problem(
                401, "", challenge == null ? Map.of() : Map.of("WWW-Authenticate", challenge));
    }

    /// The body is packed in a way nobody here unpacks.
    static Problem unknownCoding() {
        return new Problem(
                415,
                "A body may be packed as gzip, deflate or zstd",
                Map.of("Accept-Encoding", "gzip, deflate, zstd"),
                Map.of());
    }

    /// Too much at the moment; nothing was done.
    static Problem overloaded(String description) {
        return new Problem(429, description, Map.of("Retry-After", "1"));
    }

    /// A description that programs can read.
    static Problem caused(int status, String cause, @Nullable String reason, Object detail) {
        var description = new LinkedHashMap<String, Object>();
        description.put("cause", cause);
        if (reason != null) {
            description.put("reason", reason);
        }
        description.put("detail", detail);
        return new Problem(status, description, Map.of());
    }

    /// A description that programs can read, of nothing in particular.
    static Problem caused(int status, String cause, String reason) {
        var description = new LinkedHashMap<String, Object>();
        description.put("cause", cause);
        description.put("reason", reason);
        return new Problem(status, description, Map.of());
    }

    /// The body broke off or cannot be unpacked.
    static Problem unreadable(IOException why) {
        return caused(400, "Unable to decode body", String.valueOf(why.getMessage()), List.of());
    }

    static Problem badArgument(String name, String reason) {
        return caused(400, "Argument value error", reason, name);
    }

    static Problem invalidInput(String reason, List<String> path) {
        return caused(400, "Invalid input", reason, path);
    }

    int status() {
        return status;
    }

    /// A text, a map, or null when there is no such path.
    @Nullable Object description() {
        return description;
    }

    Map<String, String> headers() {
        return headers;
    }

    /// The same with one more member in its JSON, for clients that look there.
    Problem with(String member, String text) {
        return new Problem(status, description, headers, Map.of(member, text));
    }

    /// What its JSON has besides what all have.
    Map<String, String> members() {
        return members;
    }

    /// One line for people, empty when the status says it all.
    String text() {
        return switch (description) {
            case null -> "";
            case Map<?, ?> map -> {
                var reason = map.get("reason");
                var cause = String.valueOf(map.get("cause"));
                yield cause + ": " + (reason != null ? reason : map.get("detail"));
            }
            default -> description.toString();
        };
    }
}
