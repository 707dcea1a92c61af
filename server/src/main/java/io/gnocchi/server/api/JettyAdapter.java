package io.gnocchi.server.api;

import io.gnocchi.server.wire.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.compression.gzip.GzipCompression;
import org.eclipse.jetty.compression.server.CompressionConfig;
import org.eclipse.jetty.compression.server.CompressionHandler;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/// The HTTP library, and all that is known of it: each request becomes a virtual thread, a
/// [HttpRequest], and its [Reply] becomes bytes.
final class JettyAdapter implements AutoCloseable {
    private static final int MAX_HEADER_BYTES = 64 * 1024;
    private static final int SHORTEST_COMPRESSED_BYTES = 1024;
    private static final int IO_THREADS = 64;

    private final Dispatcher dispatcher;
    private final Server server;
    private final ServerConnector connector;

    JettyAdapter(ApiSettings settings, Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
        server = new Server(threads());
        connector = new ServerConnector(server, new HttpConnectionFactory(configuration()));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        server.addConnector(connector);
        server.setHandler(new GracefulHandler(compressing(new Bridge())));
        server.setErrorHandler(this::refuse);
        server.setStopTimeout(settings.stopTimeout().toMillis());
    }

    /// Binds and begins to answer.
    ///
    /// @return the port
    int start() throws IOException {
        try {
            server.start();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the HTTP server does not start", e);
        }
        return connector.getLocalPort();
    }

    /// Lets the requests under way finish, then stops.
    @Override
    public void close() {
        try {
            server.stop();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP server does not stop", e);
        }
    }

    private static QueuedThreadPool threads() {
        var threads = new QueuedThreadPool(IO_THREADS);
        threads.setName("api");
        threads.setVirtualThreadsExecutor(new VirtualThreadPool());
        return threads;
    }

    /// Paths are taken as they come: repeated slashes and escaped ones are the routes' business.
    private static HttpConfiguration configuration() {
        var configuration = new HttpConfiguration();
        configuration.setUriCompliance(UriCompliance.UNSAFE);
        configuration.setRequestHeaderSize(MAX_HEADER_BYTES);
        configuration.setSendServerVersion(false);
        return configuration;
    }

    private static Handler compressing(Handler handler) {
        var gzip = new GzipCompression();
        gzip.setMinCompressSize(SHORTEST_COMPRESSED_BYTES);
        var compression = new CompressionHandler(handler);
        compression.putCompression(gzip);
        compression.putConfiguration("/*", CompressionConfig.builder().defaults().build());
        return compression;
    }

    private final class Bridge extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback)
                throws IOException {
            send(dispatcher.answer(received(request)), response);
            callback.succeeded();
            return true;
        }
    }

    private boolean refuse(Request request, Response response, Callback callback)
            throws IOException {
        var accept = new MediaRanges(request.getHeaders().get(HttpHeader.ACCEPT));
        send(dispatcher.refusal(response.getStatus(), accept), response);
        callback.succeeded();
        return true;
    }

    private static HttpRequest received(Request request) {
        var uri = request.getHttpURI();
        var path = uri.getPath();
        return new HttpRequest(
                request.getMethod(),
                path == null ? "/" : path,
                uri.getQuery(),
                uri.getScheme() + "://" + authority(request),
                request.getHeaders()::get,
                request.getLength(),
                Content.Source.asInputStream(request));
    }

    private static String authority(Request request) {
        var host = request.getHeaders().get(HttpHeader.HOST);
        if (host != null && !host.isBlank()) {
            return host;
        }
        return Request.getServerName(request) + ":" + Request.getServerPort(request);
    }

    private static void send(Reply reply, Response response) throws IOException {
        response.setStatus(reply.status());
        reply.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        switch (reply.body()) {
            case Reply.Body.None() -> sendWhole(new byte[0], reply.status(), response);
            case Reply.Body.Text(var type, var text) -> {
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
                sendWhole(text.getBytes(StandardCharsets.UTF_8), reply.status(), response);
            }
            case Reply.Body.Json json -> {
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
                sendJson(json, reply.status(), response);
            }
        }
    }

    private static void sendJson(Reply.Body.Json json, int status, Response response)
            throws IOException {
        var stream = new ReplyStream(() -> sink(response));
        var writer = new JsonWriter(stream, json.ascii());
        json.writing().accept(writer);
        writer.flush();
        var whole = stream.shortAnswer();
        if (whole == null) {
            stream.close();
        } else {
            sendWhole(whole, status, response);
        }
    }

    private static OutputStream sink(Response response) {
        return Content.Sink.asOutputStream(response);
    }

    private static void sendWhole(byte[] bytes, int status, Response response) throws IOException {
        if (status != 204 && status != 304) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
        }
        try (var blocker = Blocker.callback()) {
            response.write(true, ByteBuffer.wrap(bytes), blocker);
            blocker.block();
        }
    }
}
