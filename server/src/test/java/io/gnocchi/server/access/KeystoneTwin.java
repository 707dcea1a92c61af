package io.gnocchi.server.access;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A Keystone on loopback that knows one account and some tokens, and can misbehave.
final class KeystoneTwin implements AutoCloseable {
    static final String PASSWORD = "open sesame";

    private final HttpServer server;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final List<String> questions = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger rotations = new AtomicInteger();
    private volatile Duration delay = Duration.ZERO;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile @Nullable String answer;

    private KeystoneTwin(HttpServer server) {
        this.server = server;
    }

    static KeystoneTwin started() throws IOException {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var twin = new KeystoneTwin(server);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/identity/v3/auth/tokens", twin::handle);
        server.start();
        return twin;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/identity");
    }

    /// From now on a token is somebody's.
    ///
    /// @param scope members that say for what: `"project": {"id": "p"}`
    void knows(String token, String user, String scope, Instant expiresAt, String... roles) {
        var names = new ArrayList<String>();
        for (var role : roles) {
            names.add("{\"id\": \"0\", \"name\": \"%s\"}".formatted(role));
        }
        tokens.put(
                token,
                """
                {"token": {"methods": ["password"], "user": {"id": "%s", "name": "n"}, %s,
                 "expires_at": "%s", "roles": [%s]}}
                """
                        .formatted(user, scope, expiresAt, String.join(", ", names)));
    }

    void revokes(String token) {
        tokens.remove(token);
    }

    /// Our own token counts no longer.
    void rotates() {
        rotations.incrementAndGet();
    }

    void isSlowBy(Duration delay) {
        this.delay = delay;
    }

    /// So many questions get 503.
    void failsTimes(int failures) {
        this.failures.set(failures);
    }

    /// Tokens are described so, whatever they are.
    void describesAs(String answer) {
        this.answer = answer;
    }

    /// What it was asked: `POST` for a token of our own, `GET` and the token for others.
    List<String> questions() {
        return List.copyOf(questions);
    }

    private String ownToken() {
        return "own-" + rotations.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            pause();
            if (failures.get() > 0) {
                failures.decrementAndGet();
                questions.add("failed");
                send(exchange, 503, "{}");
            } else if (exchange.getRequestMethod().equals("POST")) {
                questions.add("POST");
                logIn(exchange);
            } else {
                describe(exchange);
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void logIn(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (!body.contains("\"password\": \"" + PASSWORD + "\"") || !body.contains("\"scope\"")) {
            send(exchange, 401, "{}");
            return;
        }
        exchange.getResponseHeaders().set("X-Subject-Token", ownToken());
        send(exchange, 201, "{\"token\": {}}");
    }

    private void describe(HttpExchange exchange) throws IOException {
        var token = String.valueOf(exchange.getRequestHeaders().getFirst("X-Subject-Token"));
        questions.add("GET " + token);
        if (!ownToken().equals(exchange.getRequestHeaders().getFirst("X-Auth-Token"))) {
            send(exchange, 401, "{}");
            return;
        }
        var description = answer == null ? tokens.get(token) : answer;
        send(exchange, description == null ? 404 : 200, description == null ? "{}" : description);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
