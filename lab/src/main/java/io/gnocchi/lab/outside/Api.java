package io.gnocchi.lab.outside;

import io.gnocchi.lab.json.Json;
import io.gnocchi.lab.json.JsonText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What is asked of a server over HTTP, as the user admin.
final class Api {
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final Duration TO_CONNECT = Duration.ofSeconds(2);
    private static final String ADMIN = "Basic YWRtaW46";

    private final HttpClient client;
    private final int port;

    Api(int port) {
        this.port = port;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(TO_CONNECT)
                        .build();
    }

    /// An answer; status 0 stands for none.
    ///
    /// @param comesBack whether it says when to come back
    record Answer(int status, boolean comesBack, String body) {
        static final Answer NONE = new Answer(0, false, "");

        Json json() {
            var json = JsonText.read(body);
            if (json == null) {
                throw new IllegalStateException("no JSON: " + this);
            }
            return json;
        }
    }

    /// Sends a request once.
    Answer send(String method, String path, @Nullable String body) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(PATIENCE)
                        .header("Authorization", ADMIN)
                        .header("Accept", "application/json")
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body))
                        .build();
        try {
            var answer = client.send(request, BodyHandlers.ofString());
            boolean comesBack = answer.headers().firstValue("Retry-After").isPresent();
            return new Answer(answer.statusCode(), comesBack, answer.body());
        } catch (IOException e) {
            return Answer.NONE;
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// The JSON of an answer that has to be good.
    Json ask(String method, String path, @Nullable String body) {
        var answer = send(method, path, body);
        if (answer.status() / 100 != 2) {
            throw new IllegalStateException(method + " " + path + " on " + port + ": " + answer);
        }
        return answer.json();
    }

    /// The points of one aggregation, by their second since the track's first.
    ///
    /// @param range as `&start=1&stop=2`, or empty
    /// @return null when the server could not tell
    @Nullable Map<Integer, Double> points(
            String metric, String aggregation, int granularity, String range) {
        var answer =
                send(
                        "GET",
                        "/v1/metric/%s/measures?aggregation=%s&granularity=%d%s"
                                .formatted(metric, aggregation, granularity, range),
                        null);
        if (answer.status() == 0 || answer.status() == 503 || answer.status() == 429) {
            return null;
        }
        if (answer.status() != 200) {
            throw new IllegalStateException("a read is answered " + answer);
        }
        var points = new HashMap<Integer, Double>();
        for (var row : ((Json.Items) answer.json()).of()) {
            var cells = ((Json.Items) row).of();
            var at = OffsetDateTime.parse(((Json.Text) cells.get(0)).value()).toEpochSecond();
            int second = Math.toIntExact(at - Track.EPOCH);
            if (points.put(second, ((Json.Figure) cells.get(2)).value()) != null) {
                throw new IllegalStateException("two points at " + cells);
            }
        }
        return points;
    }

    /// How many bundles wait to be folded; -1 when the server could not tell.
    long backlog() {
        var answer = send("GET", "/v1/status?details=false", null);
        if (answer.status() != 200) {
            return -1;
        }
        return figure(answer.json(), "/storage/summary/measures");
    }

    private static long figure(Json json, String path) {
        return json.at(path) instanceof Json.Figure(double value, _) ? (long) value : -1;
    }

    /// Who folds which sacks; empty when the server could not tell.
    Map<String, Set<Integer>> sacks() {
        var answer = send("GET", "/v1/status?details=true", null);
        var owners = new TreeMap<String, Set<Integer>>();
        if (answer.status() == 200
                && answer.json().at("/metricd/statistics") instanceof Json.Members(var workers)) {
            workers.forEach((worker, statistics) -> {
                if (statistics.at("/sacks") instanceof Json.Items(var held)) {
                    owners.put(worker, numbers(held));
                }
            });
        }
        return owners;
    }

    private static Set<Integer> numbers(List<Json> figures) {
        var numbers = new TreeSet<Integer>();
        figures.forEach(figure -> numbers.add((int) ((Json.Figure) figure).value()));
        return numbers;
    }
}
