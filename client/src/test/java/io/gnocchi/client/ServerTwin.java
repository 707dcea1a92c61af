package io.gnocchi.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnocchi.client.access.BasicAccess;
import io.gnocchi.client.api.Gnocchi;
import io.gnocchi.client.http.Request;
import io.gnocchi.client.http.Response;
import io.gnocchi.client.http.Transport;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;

/// A server in memory that gives the answers it was told, in their order, and remembers what it was
/// asked.
@NullMarked
public final class ServerTwin implements Transport {
    private static final URI ADDRESS = URI.create("http://gnocchi.example:8041");

    private final Deque<Response> answers = new ArrayDeque<>();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    /// One more answer, with headers as names and values.
    public ServerTwin answers(int status, String body, String... headers) {
        var all = new HashMap<>(Map.of("Content-Type", "application/json"));
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        answers.add(new Response(status, all, body.getBytes(UTF_8)));
        return this;
    }

    /// What was asked: method, target, body.
    public List<String> asked() {
        return List.copyOf(asked);
    }

    public Gnocchi gnocchi() {
        return new Gnocchi(this, new BasicAccess("admin", ADDRESS));
    }

    @Override
    public synchronized Response send(Request request) {
        byte[] body = request.body();
        String query = request.to().getRawQuery();
        asked.add(
                request.method()
                        + " "
                        + request.to().getRawPath()
                        + (query == null ? "" : "?" + query)
                        + (body == null ? "" : " " + new String(body, UTF_8)));
        return answers.pop();
    }
}
