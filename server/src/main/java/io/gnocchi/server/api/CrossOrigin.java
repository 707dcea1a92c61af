package io.gnocchi.server.api;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Tells browsers which pages of other origins may call: cross-origin resource sharing.
record CrossOrigin(List<Origins> origins) {
    private static final String ANY = "*";
    private static final Set<String> SIMPLE_HEADERS =
            Set.of(
                    "accept",
                    "accept-language",
                    "cache-control",
                    "content-language",
                    "content-type",
                    "expires",
                    "last-modified",
                    "pragma");

    /// The answer to a browser that asks before it calls; null when it is another request, or one
    /// that the page may not make.
    @Nullable Reply preflight(HttpRequest request) {
        var headers = request.headers();
        var method = headers.apply("Access-Control-Request-Method");
        var allowed = origins(headers);
        if (!request.method().equals("OPTIONS") || method == null || allowed == null) {
            return null;
        }
        var wanted = items(headers.apply("Access-Control-Request-Headers"));
        if (!allowed.methods().contains(method) || !admits(allowed, wanted)) {
            return null;
        }
        var answer = new LinkedHashMap<String, String>();
        answer.put("Access-Control-Allow-Methods", method);
        if (!wanted.isEmpty()) {
            answer.put("Access-Control-Allow-Headers", String.join(",", wanted));
        }
        if (allowed.maxAge().isPositive()) {
            answer.put("Access-Control-Max-Age", Long.toString(allowed.maxAge().toSeconds()));
        }
        return Reply.empty(200).with(answer);
    }

    /// The answer with what the browser must know to show it to the page.
    Reply told(Reply reply, UnaryOperator<@Nullable String> headers) {
        if (origins.isEmpty()) {
            return reply;
        }
        var more = new LinkedHashMap<String, String>();
        more.put("Vary", "Origin");
        var allowed = origins(headers);
        var origin = headers.apply("Origin");
        if (allowed != null && origin != null) {
            more.putAll(permission(allowed, origin.strip()));
        }
        return reply.with(more);
    }

    private static Map<String, String> permission(Origins allowed, String origin) {
        var permission = new LinkedHashMap<String, String>();
        boolean named = names(allowed, origin);
        permission.put("Access-Control-Allow-Origin", named ? origin : ANY);
        if (allowed.credentials() && named) {
            permission.put("Access-Control-Allow-Credentials", "true");
        }
        if (!allowed.exposedHeaders().isEmpty()) {
            permission.put(
                    "Access-Control-Expose-Headers", String.join(",", allowed.exposedHeaders()));
        }
        return permission;
    }

    /// What is said about the request's origin: by name, or else about any.
    private @Nullable Origins origins(UnaryOperator<@Nullable String> headers) {
        var origin = headers.apply("Origin");
        if (origin == null) {
            return null;
        }
        Origins any = null;
        for (var one : origins) {
            if (names(one, origin.strip())) {
                return one;
            }
            any = any == null && one.names().contains(ANY) ? one : any;
        }
        return any;
    }

    private static boolean names(Origins origins, String origin) {
        return origins.names().stream().anyMatch(name -> name.equalsIgnoreCase(origin));
    }

    private static boolean admits(Origins allowed, List<String> headers) {
        return headers.stream()
                .allMatch(header ->
                        SIMPLE_HEADERS.contains(header.toLowerCase(Locale.ROOT))
                                || allowed.headers().stream().anyMatch(header::equalsIgnoreCase));
    }

    private static List<String> items(@Nullable String list) {
        return Arrays.stream(list == null ? new String[0] : list.split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }
}
