package io.gnocchi.server.meters;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Tells what [Meters] tell at `/metrics` on a port of its own, for processes without an API.
/// Nothing else is answered there.
public final class MetersListener implements AutoCloseable {
    private static final String PATH = "/metrics";
    private static final int MOST_AT_A_TIME = 4;

    private final HttpServer server;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(
                    MOST_AT_A_TIME, Thread.ofPlatform().daemon().name("metrics-", 0).factory());

    private MetersListener(HttpServer server, Meters meters) {
        this.server = server;
        server.createContext("/", exchange -> answer(exchange, meters));
        server.setExecutor(threads);
    }

    /// Begins to answer.
    ///
    /// @param port 0 for any free one
    /// @throws IOException when the port cannot be had
    public static MetersListener start(String host, int port, Meters meters) throws IOException {
        var address = new InetSocketAddress(host, port);
        var listener = new MetersListener(HttpServer.create(address, 0), meters);
        listener.server.start();
        return listener;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, Meters meters) throws IOException {
        try (exchange) {
            boolean head = exchange.getRequestMethod().equals("HEAD");
            if (!exchange.getRequestURI().getPath().equals(PATH)) {
                exchange.sendResponseHeaders(404, -1);
            } else if (!head && !exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(405, -1);
            } else {
                var text = meters.text().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", Meters.CONTENT_TYPE);
                exchange.sendResponseHeaders(200, head ? -1 : text.length);
                if (!head) {
                    exchange.getResponseBody().write(text);
                }
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
