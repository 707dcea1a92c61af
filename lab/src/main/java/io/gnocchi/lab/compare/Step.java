package io.gnocchi.lab.compare;

import io.gnocchi.lab.json.Json;
import io.gnocchi.lab.json.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One request of a scenario.
///
/// Path and body may hold symbols, `{{cpu}}`: ids that each server mints for itself.
///
/// @param path with its query, percent-encoded
/// @param contentType null without a body
/// @param user by Basic authentication; null for nobody
/// @param captures symbol to the place of its value in the answer, as `/metrics/cpu`
/// @param order whether the items of an answered list may come in any order
/// @param walk whether the pages behind `Link: …; rel="next"` are asked for too
record Step(
        String method,
        String path,
        @Nullable String body,
        @Nullable String contentType,
        @Nullable String user,
        Map<String, String> captures,
        Order order,
        boolean walk) {

    enum Order {
        AS_GIVEN,
        ANY
    }

    private static final Pattern SYMBOL = Pattern.compile("\\{\\{(\\w+)}}");

    static Step get(String path) {
        return new Step("GET", path, null, null, "admin", Map.of(), Order.AS_GIVEN, false);
    }

    static Step delete(String path) {
        return get(path).method("DELETE");
    }

    static Step post(String path, Json body) {
        return get(path).method("POST").body(JsonText.write(body));
    }

    static Step patch(String path, Json body) {
        return post(path, body).method("PATCH");
    }

    Step method(String other) {
        return new Step(other, path, body, contentType, user, captures, order, walk);
    }

    Step path(String other) {
        return new Step(method, other, body, contentType, user, captures, order, walk);
    }

    Step body(@Nullable String other) {
        var type = contentType == null ? "application/json" : contentType;
        return new Step(method, path, other, type, user, captures, order, walk);
    }

    Step contentType(@Nullable String other) {
        return new Step(method, path, body, other, user, captures, order, walk);
    }

    Step as(@Nullable String other) {
        return new Step(method, path, body, contentType, other, captures, order, walk);
    }

    Step capturing(String symbol, String place) {
        var more = new LinkedHashMap<>(captures);
        more.put(symbol, place);
        return new Step(method, path, body, contentType, user, Map.copyOf(more), order, walk);
    }

    Step inAnyOrder() {
        return new Step(method, path, body, contentType, user, captures, Order.ANY, walk);
    }

    Step walking() {
        return new Step(method, path, body, contentType, user, captures, order, true);
    }

    boolean changes() {
        return !method.equals("GET") && !path.startsWith("/v1/search") && !isAggregation();
    }

    private boolean isAggregation() {
        return path.startsWith("/v1/aggregat");
    }

    /// The request with every symbol replaced, or null when one has no value.
    @Nullable Step resolved(Map<String, String> values) {
        var there = resolved(path, values);
        if (there == null) {
            return null;
        }
        if (body == null) {
            return path(there);
        }
        var text = resolved(body, values);
        return text == null ? null : path(there).withText(text);
    }

    private Step withText(String text) {
        return new Step(method, path, text, contentType, user, captures, order, walk);
    }

    private static @Nullable String resolved(String text, Map<String, String> values) {
        var result = new StringBuilder();
        var symbols = SYMBOL.matcher(text);
        while (symbols.find()) {
            var value = values.get(symbols.group(1));
            if (value == null) {
                return null;
            }
            symbols.appendReplacement(result, value);
        }
        return symbols.appendTail(result).toString();
    }

    @Override
    public String toString() {
        var by = user == null ? " as nobody" : user.equals("admin") ? "" : " as " + user;
        var type = body == null || "application/json".equals(contentType) ? "" : " " + contentType;
        return method + " " + path + by + type + (body == null ? "" : " " + body);
    }
}
