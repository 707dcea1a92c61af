package io.gnocchi.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileRequestsTest {
    private static final String ADMIN = "Basic YWRtaW46";
    private static final String POST_HEAD =
            head(
                    "POST /v1/archive_policy HTTP/1.1",
                    "Host: a",
                    "Authorization: " + ADMIN,
                    "Content-Type: application/json");

    private final HttpClient client = HttpClient.newHttpClient();
    private final MemoryServer server = started();

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[1",
                "nul",
                "{\"a\" 1}",
                "{\"name\": \"\\u0000\"}",
                "{\"name\": \"\\ud800\", \"definition\": [{\"granularity\": 1}]}",
                "{\"name\": \"x\", \"definition\": [{\"granularity\": 1e999999}]}",
                "{\"name\": \"x\", \"definition\": [{\"granularity\": 1, \"points\": 1e99}]}",
                "{\"name\": {}, \"definition\": [{\"granularity\": 1}]}",
                "[]",
                "\"text\"",
                "1",
                "null",
                "NaN"
            })
    void nonsenseIsABadRequest(String body) throws Exception {
        assertThat(post(BodyPublishers.ofString(body)).statusCode()).isEqualTo(400);
    }

    @Test
    void deepNestingIsABadRequest() throws Exception {
        var body = "[".repeat(1_000_000);
        assertThat(post(BodyPublishers.ofString(body)).statusCode()).isEqualTo(400);
    }

    @Test
    void bytesThatAreNotUtf8AreABadRequest() throws Exception {
        var body = new byte[] {'"', (byte) 0xff, (byte) 0xfe, '"'};
        assertThat(post(BodyPublishers.ofByteArray(body)).statusCode()).isEqualTo(400);
    }

    @Test
    void bodyBeyondTheLimitIsTurnedAway() throws Exception {
        var body = BodyPublishers.ofByteArray(new byte[(int) MemoryServer.MAX_BODY_BYTES + 1]);
        assertThat(post(body).statusCode()).isEqualTo(413);
    }

    @Test
    void hugeBodyIsTurnedAwayBeforeItIsSent() throws Exception {
        var head = POST_HEAD + "Content-Length: 104857600\r\n\r\n";
        assertThat(answer(head, "")).startsWith("HTTP/1.1 413").contains("\"code\": 413");
    }

    @Test
    void whoSendsAllOfAHugeBodyBeforeReadingSeesTheAnswer() throws Exception {
        var body = " ".repeat((int) (3 * MemoryServer.MAX_BODY_BYTES));
        var head = POST_HEAD + "Content-Length: " + body.length() + "\r\n\r\n";
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write((head + body).getBytes(UTF_8));
            assertThat(new String(socket.getInputStream().readNBytes(12), UTF_8))
                    .isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void endlessBodyIsTurnedAwayWhileItIsSent() throws Exception {
        var chunk = "100000\r\n" + " ".repeat(1 << 20) + "\r\n";
        var head = POST_HEAD + "Transfer-Encoding: chunked\r\n\r\n";
        assertThat(answer(head, chunk.repeat(9))).startsWith("HTTP/1.1 413");
    }

    @Test
    void bodyThatBreaksOffIsABadRequest() throws Exception {
        var head = POST_HEAD + "Transfer-Encoding: chunked\r\n\r\n";
        assertThat(answer(head, "zz\r\n")).startsWith("HTTP/1.1 400");
    }

    @Test
    void endlessHeadersAreTurnedAway() throws Exception {
        var head = POST_HEAD + "X-A: " + "a".repeat(70_000) + "\r\n\r\n";
        assertThat(answer(head, "")).startsWith("HTTP/1.1 431").contains("\"code\": 431");
    }

    @Test
    void endlessUrlIsTurnedAway() throws Exception {
        var head = "GET /" + "a".repeat(70_000) + " HTTP/1.1\r\nHost: a\r\n\r\n";
        assertThat(answer(head, "")).startsWith("HTTP/1.1 414").contains("\"code\": 414");
    }

    @Test
    void longNameIsNobodys() throws Exception {
        var name = Base64.getEncoder().encodeToString(("a".repeat(10_000) + ":").getBytes(UTF_8));
        var head = "GET /v1/metric HTTP/1.1\r\nHost: a\r\nAuthorization: Basic " + name;
        assertThat(answer(head + "\r\n\r\n", "")).startsWith("HTTP/1.1 401");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/capabilities",
                "GET /v1/status",
                "GET /v1/metric",
                "POST /v1/metric",
                "GET /v1/metric/x",
                "GET /v1/metric/x/measures",
                "POST /v1/metric/x/measures",
                "GET /v1/resource",
                "GET /v1/resource/generic",
                "DELETE /v1/resource/generic",
                "GET /v1/resource/generic/x",
                "GET /v1/resource/generic/x/history",
                "GET /v1/resource/generic/x/metric",
                "GET /v1/resource_type",
                "GET /v1/archive_policy",
                "GET /v1/archive_policy_rule",
                "POST /v1/search/resource/generic",
                "POST /v1/search/metric",
                "POST /v1/aggregates",
                "GET /v1/aggregation/metric",
                "POST /v1/batch/metrics/measures",
                "POST /v1/batch/resources/metrics/measures",
                "POST /v1/influxdb/write",
                "POST /v1/influxdb/query",
                "POST /v1/prometheus/write"
            })
    void nobodyIsLetInThoughTheyClaimToBeSomebody(String what) throws Exception {
        var claims = "X-User-Id: admin\r\nX-Roles: admin\r\nREMOTE_USER: admin\r\n";
        var head = what + " HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n" + claims + "\r\n";
        assertThat(answer(head, "")).startsWith("HTTP/1.1 401");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /",
                "GET /v1/",
                "GET /healthcheck",
                "GET /livez",
                "GET /readyz?verbose",
                "GET /metrics",
                "GET /v1/influxdb/ping",
                "OPTIONS /v1/metric"
            })
    void everybodyMayAskWhatThisIs(String what) throws Exception {
        assertThat(answer(what + " HTTP/1.1\r\nHost: a\r\n\r\n", "")).startsWith("HTTP/1.1 20");
    }

    @Test
    void smallBodyThatUnpacksBeyondTheLimitIsTurnedAway() throws Exception {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(' ');
            for (int i = 0; i < MemoryServer.MAX_BODY_BYTES / 1000 + 2; i++) {
                gzip.write(" ".repeat(1000).getBytes(StandardCharsets.US_ASCII));
            }
        }
        var request =
                request()
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofByteArray(packed.toByteArray()))
                        .build();
        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(413);
    }

    @Test
    void longAnswersArePackedWhenTheClientLikes() throws Exception {
        var uri = URI.create("http://127.0.0.1:" + server.port() + "/v1/capabilities");
        var request =
                java.net.http.HttpRequest.newBuilder(uri)
                        .header("Authorization", ADMIN)
                        .header("Accept-Encoding", "gzip")
                        .build();
        var reply = client.send(request, BodyHandlers.ofByteArray());
        assertThat(reply.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(reply.body().length).isLessThan(1500);
    }

    @Test
    void brokenRequestLineIsAnswered() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write("NONSENSE\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 400");
        }
    }

    private static String head(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }

    /// What comes back to a text that is sent as it is, as far as it is taken.
    private String answer(String head, String body) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(20_000);
            var sending = Thread.ofVirtual().start(() -> send(socket, head + body));
            var answer = socket.getInputStream().readNBytes(600);
            sending.interrupt();
            return new String(answer, UTF_8);
        }
    }

    private static void send(Socket socket, String text) {
        try {
            socket.getOutputStream().write(text.getBytes(UTF_8));
            socket.shutdownOutput();
        } catch (IOException _) {
            // It was turned away already.
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<String> post(BodyPublisher body) throws IOException, InterruptedException {
        return client.send(request().POST(body).build(), BodyHandlers.ofString());
    }

    private java.net.http.HttpRequest.Builder request() {
        var uri = URI.create("http://127.0.0.1:" + server.port() + "/v1/archive_policy");
        return java.net.http.HttpRequest.newBuilder(uri)
                .header("Authorization", ADMIN)
                .header("Content-Type", "application/json");
    }

    private static MemoryServer started() {
        try {
            return new MemoryServer(0, 10, InstantSource.system());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
