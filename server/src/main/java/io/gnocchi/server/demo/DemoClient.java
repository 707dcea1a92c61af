package io.gnocchi.server.demo;

import io.gnocchi.server.wire.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.function.Consumer;

/// A client of the API like any other, known by a user's name.
final class DemoClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CONFLICT = 409;

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI api;
    private final String authorization;

    /// @param api ends with a slash, before `v1/`
    DemoClient(URI api, String user) {
        this.api = api;
        var credential = (user + ":").getBytes(StandardCharsets.UTF_8);
        authorization = "Basic " + Base64.getEncoder().encodeToString(credential);
    }

    /// Creates something unless it is there.
    void create(String path, Consumer<JsonWriter> body) throws IOException, InterruptedException {
        int status = status(path, body);
        if (status / 100 != 2 && status != CONFLICT) {
            throw new IOException("POST /v1/%s was answered %d".formatted(path, status));
        }
    }

    void post(String path, Consumer<JsonWriter> body) throws IOException, InterruptedException {
        int status = status(path, body);
        if (status / 100 != 2) {
            throw new IOException("POST /v1/%s was answered %d".formatted(path, status));
        }
    }

    private int status(String path, Consumer<JsonWriter> body)
            throws IOException, InterruptedException {
        var bytes = new ByteArrayOutputStream();
        var json = new JsonWriter(bytes, true);
        body.accept(json);
        json.flush();
        var request =
                HttpRequest.newBuilder(api.resolve("v1/" + path))
                        .timeout(PATIENCE)
                        .header("Authorization", authorization)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(bytes.toByteArray()))
                        .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
