package io.gnocchi.server.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What answers a method on paths of one form.
///
/// @param pattern segments; those in braces match anything and are named
/// @param open whether it answers callers nobody knows
/// @param json whether success has a JSON body, so that the client must accept one
record Route(String method, List<String> pattern, Handling handling, boolean open, boolean json) {

    /// Answers one call.
    @FunctionalInterface
    interface Handling {
        Reply answer(Call call);
    }

    static Route get(String pattern, Handling handling) {
        return new Route("GET", segments(pattern), handling, false, true);
    }

    static Route post(String pattern, Handling handling) {
        return new Route("POST", segments(pattern), handling, false, true);
    }

    static Route patch(String pattern, Handling handling) {
        return new Route("PATCH", segments(pattern), handling, false, true);
    }

    /// Deletes answer without a body, so any Accept is fine.
    static Route delete(String pattern, Handling handling) {
        return new Route("DELETE", segments(pattern), handling, false, false);
    }

    /// The same for callers nobody knows.
    Route opened() {
        return new Route(method, pattern, handling, true, json);
    }

    /// The same whatever the client accepts.
    Route bodiless() {
        return new Route(method, pattern, handling, open, false);
    }

    /// The form of its paths: `/v1/metric/{id}`.
    String text() {
        return "/" + String.join("/", pattern);
    }

    /// The named segments when the path has this form, otherwise null.
    @Nullable Map<String, String> match(List<String> path) {
        if (path.size() != pattern.size()) {
            return null;
        }
        var names = new LinkedHashMap<String, String>();
        for (int i = 0; i < path.size(); i++) {
            var expected = pattern.get(i);
            if (expected.startsWith("{")) {
                names.put(expected.substring(1, expected.length() - 1), path.get(i));
            } else if (!expected.equals(path.get(i))) {
                return null;
            }
        }
        return names;
    }

    /// The parts between slashes, empty ones left out: slashes may be repeated or trail.
    static List<String> segments(String path) {
        var segments = new ArrayList<String>();
        for (var segment : path.split("/", -1)) {
            if (!segment.isEmpty()) {
                segments.add(segment);
            }
        }
        return segments;
    }
}
