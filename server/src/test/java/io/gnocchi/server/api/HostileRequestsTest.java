package io.gnocchi.server.api;

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
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileRequestsTest {
    private static final String ADMIN = "Basic YWRtaW46";

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
