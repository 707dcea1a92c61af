package io.gnocchi.lab.compare;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
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
        Step request = step.resolved(values);
        if (request == null) {
            throw new IllegalStateException("a symbol has no value: " + step);
        }
        var response = send(base + request.path(), request);
        var json = JsonText.read(response.body());
        if (json != null && response.statusCode() < 300) {
            step.captures().forEach((symbol, place) -> capture(symbol, json.at(place)));
        }
        return reply(response, json, step);
    }

    /// The page behind a reply, or null.
    @Nullable Reply next(Reply reply, Step step) {
        var link = reply.response().headers().firstValue("Link");
        var next = NEXT.matcher(link.orElse(""));
        if (!next.find()) {
            return null;
        }
        var request = step.resolved(values);
        var response = send(next.group(1), request == null ? step : request);
        return reply(response, JsonText.read(response.body()), step);
    }

    private Reply reply(HttpResponse<String> response, @Nullable Json json, Step step) {
        var spelling = new Spelling(base, values);
        return new Reply(response, spelling.answer(response, json, step));
    }

    private void capture(String symbol, @Nullable Json value) {
        if (value instanceof Json.Text(var text)) {
            values.put(symbol, text);
        }
    }

    /// Sends again what a server could not do at the moment.
    private HttpResponse<String> send(String address, Step step) {
        var response = sendOnce(address, step);
        for (int i = 1; i < TRIES && response.statusCode() == 503; i++) {
            response = sendOnce(address, step);
        }
        return response;
    }

    private HttpResponse<String> sendOnce(String address, Step step) {
        var body =
                step.body() == null
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofString(step.body(), StandardCharsets.UTF_8);
        var request =
                HttpRequest.newBuilder(URI.create(address))
                        .timeout(PATIENCE)
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
            return client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(base + " does not answer " + step, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// @param answer the response made comparable
    record Reply(HttpResponse<String> response, Answer answer) {}
}
