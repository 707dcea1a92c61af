package io.gnocchi.server.injector;

import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.server.wire.Json;
import io.gnocchi.server.wire.JsonReader;
import io.gnocchi.server.wire.JsonWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Through the REST API, as any client.
public final class ApiTarget implements Target, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int OVERLOADED = 429;
    private static final int SHOWN = 300;

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI api;
    private final Map<String, String> credentials;

    /// @param api ends with a slash, before `v1/`
    /// @param credentials headers that say who is asking
    public ApiTarget(URI api, Map<String, String> credentials) {
        this.api = api;
        this.credentials = Map.copyOf(credentials);
    }

    @Override
    public List<UUID> create(int count, String archivePolicy) throws InterruptedException {
        var resource = UUID.randomUUID();
        var answer =
                send(
                        "v1/resource/generic",
                        json -> {
                            json.beginObject()
                                    .name("id")
                                    .value(resource)
                                    .name("metrics")
                                    .beginObject();
                            for (int i = 0; i < count; i++) {
                                json.name("injected-" + i).beginObject();
                                json.name("archive_policy_name").value(archivePolicy).endObject();
                            }
                            json.endObject().endObject();
                        });
        requireGood(answer);
        var ids = new ArrayList<UUID>();
        for (var id : dictionary(read(answer), "metrics").members().values()) {
            if (id instanceof Json.Text(var text)) {
                ids.add(UUID.fromString(text));
            }
        }
        return ids;
    }

    @Override
    public boolean post(Map<UUID, Measures> measures) throws InterruptedException {
        var answer =
                send(
                        "v1/batch/metrics/measures",
                        json -> {
                            json.beginObject();
                            measures.forEach(
                                    (id, points) -> write(json.name(id.toString()), points));
                            json.endObject();
                        });
        if (answer.statusCode() == OVERLOADED) {
            return false;
        }
        requireGood(answer);
        return true;
    }

    private static void write(JsonWriter json, Measures points) {
        json.beginArray();
        for (int i = 0; i < points.size(); i++) {
            json.beginObject().name("timestamp").value(points.timestamps()[i] / 1e9);
            json.name("value").value(points.values()[i]).endObject();
        }
        json.endArray();
    }

    /// Not from here: the workers of the server fold.
    @Override
    public void fold() {}

    @Override
    public long waiting() throws InterruptedException {
        var answer = send("v1/status?details=false", null);
        requireGood(answer);
        var summary = dictionary(dictionary(read(answer), "storage"), "summary");
        if (summary.members().get("measures") instanceof Json.Numeral measures) {
            return (long) measures.asDouble();
        }
        throw new InjectionException("/v1/status tells no backlog");
    }

    private static Json read(HttpResponse<byte[]> answer) {
        return JsonReader.read(new ByteArrayInputStream(answer.body()));
    }

    private static Json.Dictionary dictionary(Json json, String member) {
        if (json instanceof Json.Dictionary(var members)
                && members.get(member) instanceof Json.Dictionary inner) {
            return inner;
        }
        throw new InjectionException("an answer without " + member + ": is this Gnocchi?");
    }

    private HttpResponse<byte[]> send(String path, @Nullable Consumer<JsonWriter> body)
            throws InterruptedException {
        var request = HttpRequest.newBuilder(api.resolve(path)).timeout(PATIENCE);
        credentials.forEach(request::header);
        if (body != null) {
            var bytes = new ByteArrayOutputStream();
            var json = new JsonWriter(bytes, true);
            body.accept(json);
            json.flush();
            request.header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(bytes.toByteArray()));
        }
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UnavailableException(api + " does not answer", e);
        }
    }

    private void requireGood(HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        if (status / 100 == 2) {
            return;
        }
        var text = new String(answer.body(), StandardCharsets.UTF_8).strip();
        var shown = text.substring(0, Math.min(SHOWN, text.length()));
        var message = "%s answered %d: %s".formatted(answer.uri(), status, shown);
        if (status / 100 == 5) {
            throw new UnavailableException(message);
        }
        throw new InjectionException(message);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
