package io.gnocchi.lab.net;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Stands between one process and an S3 server, reads every request whole, and asks what to do with
/// it.
public final class StoreProxy implements AutoCloseable {
    private static final byte[] SLOW_DOWN_BODY =
            "<?xml version=\"1.0\"?><Error><Code>SlowDown</Code><Message>on purpose</Message></Error>"
                    .getBytes(StandardCharsets.US_ASCII);
    private static final HttpMessage SLOW_DOWN =
            new HttpMessage(
                    "HTTP/1.1 503 Slow Down\r\nContent-Type: application/xml\r\nContent-Length: "
                            + SLOW_DOWN_BODY.length
                            + "\r\n\r\n",
                    SLOW_DOWN_BODY);
    private static final int BACKLOG = 200;

    private final ServerSocket listener;
    private final InetSocketAddress store;
    private final Director director;

    /// Says what happens to a request, and hears when it has.
    public interface Director {
        /// Called before the store sees it; may wait.
        Mischief meet(HttpMessage request);

        /// Called when the store has answered and the process does not know yet.
        default void answered(HttpMessage request) {}
    }

    /// Listens on a free port.
    public StoreProxy(int storePort, Director director) throws IOException {
        this.listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        this.store = new InetSocketAddress(InetAddress.getLoopbackAddress(), storePort);
        this.director = director;
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                // Closed, or the client is gone already.
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            var in = new BufferedInputStream(client.getInputStream());
            var request = HttpMessage.readRequest(in, client.getOutputStream());
            while (request != null && pass(request, client)) {
                request = HttpMessage.readRequest(in, client.getOutputStream());
            }
        } catch (IOException e) {
            // One of the two is gone; the other sees its connection closed.
        }
    }

    /// @return whether the connection goes on
    private boolean pass(HttpMessage request, Socket client) throws IOException {
        var out = client.getOutputStream();
        return switch (director.meet(request)) {
            case NONE, DELAY, HOLD -> {
                var answer = ask(request);
                director.answered(request);
                answer.write(out);
                yield true;
            }
            case REFUSE -> {
                SLOW_DOWN.write(out);
                yield true;
            }
            case RESET_BEFORE -> reset(client);
            case RESET_AFTER -> {
                ask(request);
                director.answered(request);
                yield reset(client);
            }
            case TRUNCATE -> {
                var answer = ask(request);
                director.answered(request);
                out.write(answer.bytes(), 0, cut(answer));
                out.flush();
                yield false;
            }
        };
    }

    /// In the middle of the body, or of the head where there is none.
    private static int cut(HttpMessage answer) {
        int all = answer.bytes().length;
        return answer.body().length == 0 ? all / 2 : all - (answer.body().length + 1) / 2;
    }

    private HttpMessage ask(HttpMessage request) throws IOException {
        try (var socket = new Socket()) {
            socket.setTcpNoDelay(true);
            socket.connect(store);
            request.write(socket.getOutputStream());
            var in = new BufferedInputStream(socket.getInputStream());
            return HttpMessage.readAnswer(in, request.method().equals("HEAD"));
        }
    }

    private static boolean reset(Socket client) throws IOException {
        client.setSoLinger(true, 0);
        client.close();
        return false;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
