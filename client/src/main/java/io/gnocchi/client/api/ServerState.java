package io.gnocchi.client.api;

import io.gnocchi.client.http.Response;
import java.net.URI;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The calls about the server itself.
public final class ServerState {
    private final Calls calls;

    ServerState(Calls calls) {
        this.calls = calls;
    }

    /// Where it is.
    public URI address() {
        return calls.base();
    }

    /// The backlog and the workers; with details also every metric or sack that has a backlog.
    public Map<String, @Nullable Object> status(boolean details) {
        return Calls.object(calls.get("v1/status?details=" + (details ? "True" : "False")));
    }

    /// What the server can compute.
    public Map<String, @Nullable Object> capabilities() {
        return Calls.object(calls.get("v1/capabilities/"));
    }

    /// The version of Gnocchi that the server is compatible with.
    public String build() {
        Object build = Calls.object(calls.get("")).get("build");
        return build == null ? "unknown" : build.toString();
    }

    /// The server's clock, null when it does not tell.
    public @Nullable Instant time() {
        Response response = calls.get("");
        String date = response.header("Date");
        try {
            return date == null
                    ? null
                    : ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        } catch (DateTimeParseException strange) {
            return null;
        }
    }
}
