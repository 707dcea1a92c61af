package io.gnocchi.client.api;

import io.gnocchi.client.http.Response;
import io.gnocchi.client.json.Json;
import java.util.Map;

/// What became of measures that were posted.
///
/// @param told whether the server said so; older ones do not, and the numbers are 0
/// @param late how many lie before what can still change, and are lost
/// @param history how many lie there too and are kept, for they were imported with those
/// @param duplicate how many have the timestamp of another one in the same request
public record Acceptance(boolean told, long late, long history, long duplicate) {
    /// Nothing was told.
    public static final Acceptance UNTOLD = new Acceptance(false, 0, 0, 0);

    static Acceptance of(Response response) {
        if (response.body().length == 0) {
            return UNTOLD;
        }
        if (Json.read(response.body()) instanceof Map<?, ?> report
                && report.get("dropped") instanceof Map<?, ?> dropped) {
            return new Acceptance(
                    true,
                    number(dropped.get("late")),
                    number(report.get("history")),
                    number(dropped.get("duplicate")));
        }
        return UNTOLD;
    }

    private static long number(@org.jspecify.annotations.Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    /// Both together.
    public Acceptance and(Acceptance other) {
        return new Acceptance(
                told || other.told,
                late + other.late,
                history + other.history,
                duplicate + other.duplicate);
    }
}
