package io.gnocchi.lab.compare;

import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A response as it came.
///
/// @param headers by name in lower case, the first value of each
record Received(int status, Map<String, String> headers, String body) {
    Received {
        headers = Map.copyOf(headers);
    }

    static Received of(HttpResponse<String> response) {
        var headers = new TreeMap<String, String>();
        response.headers()
                .map()
                .forEach((name, all) -> headers.put(name.toLowerCase(Locale.ROOT), all.getFirst()));
        return new Received(response.statusCode(), headers, response.body());
    }

    /// The server hung up without a word, as the original does when it crashes late.
    static Received nothing() {
        return new Received(500, Map.of(), "no answer");
    }

    @Nullable String header(String name) {
        return headers.get(name);
    }
}
