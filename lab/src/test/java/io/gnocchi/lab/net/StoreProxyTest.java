package io.gnocchi.lab.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoreProxyTest {
    private final AtomicInteger effects = new AtomicInteger();
    private Mischief mischief = Mischief.NONE;
    private HttpServer store;
    private StoreProxy proxy;
    private HttpClient client;

    @BeforeEach
    void startAStoreThatEchoes() throws IOException {
        store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        store.createContext(
                "/",
                exchange -> {
                    byte[] body = exchange.getRequestBody().readAllBytes();
                    effects.incrementAndGet();
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        store.start();
        proxy = new StoreProxy(store.getAddress().getPort(), _ -> mischief);
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        proxy.close();
        store.stop(0);
    }

    @Test
    void requestsAndAnswersPassUnchanged() throws Exception {
        assertThat(put("some bytes")).isEqualTo("200 some bytes");
        assertThat(put("more")).isEqualTo("200 more");
    }

    @Test
    void whoAsksForLeaveToSendABodyGetsIt() throws Exception {
        var request = request("a body").expectContinue(true).build();

        assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("a body");
    }

    @Test
    void refusedRequestHasNoEffect() throws Exception {
        mischief = Mischief.REFUSE;

        assertThat(put("some bytes")).startsWith("503 ");
        assertThat(effects).hasValue(0);
    }

    @Test
    void resetBeforeTheStoreHasNoEffect() {
        mischief = Mischief.RESET_BEFORE;

        assertThatThrownBy(() -> put("some bytes")).isInstanceOf(IOException.class);
        assertThat(effects).hasValue(0);
    }

    @Test
    void resetAfterTheStoreHasItsEffect() {
        mischief = Mischief.RESET_AFTER;

        assertThatThrownBy(() -> put("some bytes")).isInstanceOf(IOException.class);
        assertThat(effects).hasValue(1);
    }

    @Test
    void truncatedAnswerIsNoAnswer() {
        mischief = Mischief.TRUNCATE;

        assertThatThrownBy(() -> put("some bytes")).isInstanceOf(IOException.class);
        assertThat(effects).hasValue(1);
    }

    private String put(String body) throws IOException, InterruptedException {
        var answer = client.send(request(body).build(), BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }

    private HttpRequest.Builder request(String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + proxy.port() + "/an/object"))
                .PUT(BodyPublishers.ofString(body, StandardCharsets.US_ASCII));
    }
}
