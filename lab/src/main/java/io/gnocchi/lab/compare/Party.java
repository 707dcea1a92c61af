package io.gnocchi.lab.compare;

import io.gnocchi.lab.json.Json;
import io.gnocchi.lab.json.JsonText;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One of the two servers, as met in one scenario: it remembers what the symbols stand for there.
final class Party {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TRIES = 5;
    private static final Pattern NEXT = Pattern.compile("<([^>]*)>; rel=\"next\"");

    private final HttpClient client;
    private final String base;
    private final Map<String, String> values = new HashMap<>();

    Party(HttpClient client, String base) {
        this.client = client;
        this.base = base.replaceAll("/+$", "");
    }

    boolean knows(Step step) {
        return step.resolved(values) != null;
    }

    /// Sends the request and remembers what it captures.
    Reply play(Step step) {
        var request = resolved(step);
        var received = send(base + request.path(), request);
        var json = JsonText.read(received.body());
        if (json != null && received.status() < 300) {
            step.captures().forEach((symbol, place) -> capture(symbol, json.at(place)));
        }
        return reply(received, json, step);
    }

    /// The page behind a reply, or null.
    @Nullable Reply next(Reply reply, Step step) {
        var link = reply.received().header("link");
        var next = NEXT.matcher(link == null ? "" : link);
        if (!next.find()) {
            return null;
        }
        var received = send(next.group(1), resolved(step));
        return reply(received, JsonText.read(received.body()), step);
    }

    private Step resolved(Step step) {
        var request = step.resolved(values);
        if (request == null) {
            throw new IllegalStateException("a symbol has no value: " + step);
        }
        return request;
    }

    private Reply reply(Received received, @Nullable Json json, Step step) {
        return new Reply(received, new Spelling(base, values).answer(received, json, step));
    }

    private void capture(String symbol, @Nullable Json value) {
        if (value instanceof Json.Text(var text)) {
            values.put(symbol, text);
        }
    }

    /// Sends again what a server could not do at the moment.
    private Received send(String address, Step step) {
        var received = sendOnce(address, step);
        for (int i = 1; i < TRIES && received.status() == 503; i++) {
            received = sendOnce(address, step);
        }
        return received;
    }

    private Received sendOnce(String address, Step step) {
        var body =
                step.body() == null
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofString(step.body(), StandardCharsets.UTF_8);
        var request =
                HttpRequest.newBuilder(URI.create(address))
                        .timeout(PATIENCE)
                        .header("Connection", "close")
                        .header("Accept", "application/json")
                        .method(step.method(), body);
        if (step.user() != null) {
            var credential = (step.user() + ":").getBytes(StandardCharsets.UTF_8);
            var encoded = Base64.getEncoder().encodeToString(credential);
            request.header("Authorization", "basic " + encoded);
        }
        if (step.contentType() != null) {
            request.header("Content-Type", step.contentType());
        }
        try {
            return Received.of(client.send(request.build(), BodyHandlers.ofString()));
        } catch (ConnectException e) {
            throw new IllegalStateException("nobody listens at " + base, e);
        } catch (IOException e) {
            return Received.nothing();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// @param answer what was received, made comparable
    record Reply(Received received, Answer answer) {}
}
