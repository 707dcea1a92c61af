package io.gnocchi.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.server.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Plays a conversation against a server and compares its answers.
final class ConversationPlayer {
    private static final Pattern CAPTURE = Pattern.compile("\\{\\{(\\w+)}}");

    private final HttpClient client;
    private final String host;
    private final Map<String, String> captured = new HashMap<>();

    ConversationPlayer(HttpClient client, int port) {
        this.client = client;
        host = "127.0.0.1:" + port;
        captured.put("host", host);
    }

    void play(Conversation conversation) throws IOException, InterruptedException {
        for (var exchange : conversation.exchanges()) {
            var reply = client.send(request(exchange), BodyHandlers.ofString());
            check(exchange, reply);
        }
    }

    private java.net.http.HttpRequest request(Conversation.Exchange exchange) {
        var body = filled(exchange.body());
        var request =
                java.net.http.HttpRequest.newBuilder(
                                URI.create("http://" + host + filled(exchange.target())))
                        .method(exchange.method(), BodyPublishers.ofString(body));
        var user = exchange.user();
        if (user != null) {
            identify(request, user);
        }
        boolean typed =
                exchange.headers().stream()
                        .anyMatch(header -> header.name().equals("Content-Type"));
        if (!body.isEmpty() && !typed) {
            request.header("Content-Type", "application/json");
        }
        exchange.headers().forEach(header -> request.header(header.name(), filled(header.value())));
        return request.build();
    }

    /// `alice` comes by HTTP Basic, `alice@project+role` by the headers of a front server.
    private static void identify(java.net.http.HttpRequest.Builder request, String user) {
        var parts = user.split("[@+]", -1);
        if (parts.length == 1) {
            var credential = (user + ":").getBytes(StandardCharsets.UTF_8);
            var encoded = Base64.getEncoder().encodeToString(credential);
            request.header("Authorization", "basic " + encoded);
            return;
        }
        request.header("X-User-Id", parts[0]);
        request.header("X-Project-Id", parts[1]);
        request.header("X-Roles", String.join(",", List.of(parts).subList(2, parts.length)));
    }

    private void check(Conversation.Exchange exchange, HttpResponse<String> reply) {
        var what = exchange.title() + ", answered " + reply.statusCode() + " " + reply.body();
        assertThat(reply.statusCode()).as(what).isEqualTo(exchange.status());
        for (var header : exchange.expectedHeaders()) {
            var actual = reply.headers().firstValue(header.name()).orElse("(absent)");
            match(header.value(), actual, what + ", " + header.name());
        }
        for (var part : exchange.parts()) {
            assertThat(reply.body()).as(what).contains(filled(part));
        }
        var expected = exchange.expected();
        if (expected != null) {
            compare(expected, Conversation.json(reply.body()), what);
        }
    }

    private void compare(Json expected, Json actual, String what) {
        switch (expected) {
            case Json.Dictionary(var members) ->
                    members.forEach((name, member) -> {
                        var others = ((Json.Dictionary) actual).members();
                        var at = what + ", at " + name;
                        assertThat(others).as(what).containsKey(filled(name));
                        compare(member, others.getOrDefault(filled(name), actual), at);
                    });
            case Json.Sequence(var items) -> {
                var others = ((Json.Sequence) actual).items();
                assertThat(others).as(what).hasSameSizeAs(items);
                for (int i = 0; i < items.size(); i++) {
                    compare(items.get(i), others.get(i), what + ", at " + i);
                }
            }
            case Json.Text(var text) -> match(text, ((Json.Text) actual).value(), what);
            case Json.Numeral _, Json.Bool _, Json.Null _ ->
                    assertThat(actual).as(what).isEqualTo(expected);
        }
    }

    /// Compares texts, taking what stands in the place of names not heard before.
    private void match(String expected, String actual, String what) {
        var pattern = new StringBuilder();
        var names = CAPTURE.matcher(filled(expected));
        int end = 0;
        while (names.find()) {
            pattern.append(Pattern.quote(filled(expected).substring(end, names.start())));
            pattern.append("(?<").append(names.group(1)).append(">.*)");
            end = names.end();
        }
        pattern.append(Pattern.quote(filled(expected).substring(end)));
        var matcher = Pattern.compile(pattern.toString(), Pattern.DOTALL).matcher(actual);
        assertThat(matcher.matches()).as(what + ": " + expected + " is not " + actual).isTrue();
        for (var name : matcher.namedGroups().keySet()) {
            captured.put(name, matcher.group(name));
        }
    }

    private String filled(String text) {
        return CAPTURE.matcher(text)
                .replaceAll(name ->
                        Matcher.quoteReplacement(
                                captured.getOrDefault(name.group(1), name.group())));
    }
}
