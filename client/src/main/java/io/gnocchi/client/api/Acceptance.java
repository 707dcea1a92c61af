package io.gnocchi.client.api;

import io.gnocchi.client.http.Response;
import io.gnocchi.client.json.Json;
import java.util.Map;

/// What became of measures that were posted.
///
/// @param told whether the server said so; older ones do not, and the numbers are 0
/// @param late how many lie before what can still change
/// @param duplicate how many have the timestamp of another one in the same request
public record Acceptance(boolean told, long late, long duplicate) {
    static Acceptance of(Response response) {
        if (response.body().length == 0) {
            return new Acceptance(false, 0, 0);
        }
        if (Json.read(response.body()) instanceof Map<?, ?> report
                && report.get("dropped") instanceof Map<?, ?> dropped) {
            return new Acceptance(
                    true, number(dropped.get("late")), number(dropped.get("duplicate")));
        }
        return new Acceptance(false, 0, 0);
    }

    private static long number(@org.jspecify.annotations.Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    /// Both together.
    public Acceptance and(Acceptance other) {
        return new Acceptance(told || other.told, late + other.late, duplicate + other.duplicate);
    }
}
