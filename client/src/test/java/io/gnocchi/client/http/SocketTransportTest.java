package io.gnocchi.client.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.client.http.ConnectionException.Trouble;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SocketTransportTest {
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final List<String> answers = Collections.synchronizedList(new ArrayList<>());
    private ServerSocket server;
    private SocketTransport transport;

    @BeforeEach
    void begin() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
        transport =
                new SocketTransport(Tls.standard(), Proxies.of(Map.of()), Duration.ofSeconds(2));
    }

    @AfterEach
    void end() throws IOException {
        transport.close();
        server.close();
    }

    /// Each connection gets the answers that are left, one for every request.
    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                heard.add("connection");
                while (answerOne(socket)) {
                    // Until one of both hangs up.
                }
            } catch (IOException over) {
                // The next connection, or the end.
            }
        }
    }

    private boolean answerOne(Socket socket) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                return false;
            }
            head.append((char) next);
        }
        var length = head.toString().replaceAll("(?s).*Content-Length: (\\d+).*", "$1");
        String body =
                length.matches("\\d+")
                        ? new String(
                                socket.getInputStream().readNBytes(Integer.parseInt(length)), UTF_8)
                        : "";
        heard.add(head.substring(0, head.indexOf("\r\n")) + (body.isEmpty() ? "" : " " + body));
        String answer = answers.isEmpty() ? "" : answers.removeFirst();
        socket.getOutputStream().write(answer.getBytes(UTF_8));
        socket.getOutputStream().flush();
        return !answer.isEmpty() && !answer.contains("Connection: close");
    }

    @Test
    void oneConnectionServesOneRequestAfterTheOther() {
        answers.add("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\none");
        answers.add(
                String.join(
                        "\r\n",
                        List.of(
                                "HTTP/1.1 200 OK",
                                "Transfer-Encoding: chunked",
                                "",
                                "2",
                                "tw",
                                "1;x",
                                "o",
                                "0",
                                "",
                                "")));
        answers.add("HTTP/1.1 204 No Content\r\n\r\n");
        assertThat(text(transport.send(get("/a?b=c")))).isEqualTo("one");
        assertThat(text(transport.send(get("/d")))).isEqualTo("two");
        assertThat(transport.send(request("DELETE", "/e", null)).status()).isEqualTo(204);
        assertThat(heard)
                .containsExactly(
                        "connection",
                        "GET /a?b=c HTTP/1.1",
                        "GET /d HTTP/1.1",
                        "DELETE /e HTTP/1.1");
    }

    @Test
    void bodiesAreSentWhole() {
        answers.add("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
        transport.send(request("POST", "/m", "žluť".getBytes(UTF_8)));
        assertThat(heard).containsExactly("connection", "POST /m HTTP/1.1 žluť");
    }

    @Test
    void connectionThatTheServerHasClosedIsReplacedForAQuestion() {
        answers.add("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1");
        answers.add("");
        answers.add("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n2");
        transport.send(get("/a"));
        assertThat(text(transport.send(get("/b")))).isEqualTo("2");
        assertThat(heard).filteredOn("connection"::equals).hasSize(2);
    }

    @Test
    void answerThatBreaksOffIsNoAnswer() {
        answers.add("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 10\r\n\r\nhalf");
        assertThatThrownBy(() -> transport.send(get("/a")))
                .isInstanceOfSatisfying(
                        ConnectionException.class,
                        broken -> assertThat(broken.trouble()).isEqualTo(Trouble.BROKEN));
    }

    @Test
    void whatIsNoHttpIsToldApart() {
        answers.add("SSH-2.0-OpenSSH Connection: close\r\n");
        assertThatThrownBy(() -> transport.send(get("/a")))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("the answer is no HTTP: SSH-2.0");
    }

    @Test
    void nobodyListeningIsToldWithTheAddress() throws IOException {
        var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        URI nobody = URI.create("http://127.0.0.1:%d/v1/".formatted(silent.getLocalPort()));
        silent.close();
        assertThatThrownBy(() -> transport.send(new Request("GET", nobody, Map.of(), null)))
                .isInstanceOf(ConnectionException.class)
                .hasMessageStartingWith("Unable to establish connection to " + nobody);
    }

    private Request get(String target) {
        return request("GET", target, null);
    }

    private Request request(
            String method, String target, byte @org.jspecify.annotations.Nullable [] body) {
        return new Request(
                method,
                URI.create("http://127.0.0.1:" + server.getLocalPort() + target),
                Map.of(),
                body);
    }

    private static String text(Response response) {
        return new String(response.body(), UTF_8);
    }
}
