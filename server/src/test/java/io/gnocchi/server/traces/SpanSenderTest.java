package io.gnocchi.server.traces;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SpanSenderTest {
    private static final Span SPAN =
            new Span(
                    "4bf92f3577b34da6a3ce929d0e0e4736",
                    "00f067aa0ba902b7",
                    "00f067aa0ba902b6",
                    "GET /v1/metric/{id}",
                    Instant.ofEpochSecond(1_700_000_000, 5),
                    Duration.ofNanos(7),
                    Map.of("http.route", "/v1/metric/{id}", "gnocchi.points", 12L),
                    true);

    private final HttpServer collector;
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private int status = 200;

    SpanSenderTest() throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        collector = HttpServer.create(address, 0);
        collector.createContext(
                "/",
                exchange -> {
                    var body =
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8);
                    taken.add(
                            exchange.getRequestURI()
                                    + " "
                                    + exchange.getRequestHeaders().getFirst("Key")
                                    + " "
                                    + body);
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                });
        collector.start();
    }

    @AfterEach
    void stop() {
        collector.stop(0);
    }

    private SpanSender sender() {
        var endpoint =
                URI.create("http://127.0.0.1:%d/".formatted(collector.getAddress().getPort()));
        var sender =
                new SpanSender(
                        endpoint, Map.of("Key", "secret"), Map.of("service.name", "gnocchi"));
        sender.start();
        return sender;
    }

    @Test
    void spanIsSentAsTheProtocolWantsIt() {
        var sender = sender();
        sender.take(SPAN);
        sender.close();

        assertThat(taken)
                .containsExactly(
                        "/v1/traces secret {\"resourceSpans\": [{\"resource\": {\"attributes\":"
                                + " [{\"key\": \"service.name\", \"value\": {\"stringValue\":"
                                + " \"gnocchi\"}}]}, \"scopeSpans\": [{\"scope\": {\"name\":"
                                + " \"io.gnocchi\"}, \"spans\": [{\"traceId\":"
                                + " \"4bf92f3577b34da6a3ce929d0e0e4736\", \"spanId\":"
                                + " \"00f067aa0ba902b7\", \"parentSpanId\": \"00f067aa0ba902b6\","
                                + " \"name\": \"GET /v1/metric/{id}\", \"kind\": 2,"
                                + " \"startTimeUnixNano\": \"1700000000000000005\","
                                + " \"endTimeUnixNano\": \"1700000000000000012\", \"attributes\":"
                                + " [{\"key\": \"gnocchi.points\", \"value\": {\"intValue\":"
                                + " \"12\"}}, {\"key\": \"http.route\", \"value\":"
                                + " {\"stringValue\": \"/v1/metric/{id}\"}}], \"status\":"
                                + " {\"code\": 2}}]}]}]}");
        assertThat(sender.sent()).isEqualTo(1);
    }

    @Test
    void whatTheCollectorRefusesIsCounted() {
        status = 503;
        var sender = sender();
        sender.take(SPAN);
        sender.take(SPAN);
        sender.close();

        assertThat(sender.lost()).isEqualTo(2);
        assertThat(sender.sent()).isZero();
    }

    @Test
    void spansBeyondTheLimitAreLeftOut() {
        var idle = new SpanSender(URI.create("http://127.0.0.1:9"), Map.of(), Map.of("a", "b"));
        for (int i = 0; i < 3000; i++) {
            idle.take(SPAN);
        }

        assertThat(idle.lost()).isEqualTo(3000 - 2048);
    }
}
