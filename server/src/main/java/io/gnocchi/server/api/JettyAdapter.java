package io.gnocchi.server.api;

import io.gnocchi.server.meters.StoreTally;
import io.gnocchi.server.wire.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.compression.gzip.GzipCompression;
import org.eclipse.jetty.compression.server.CompressionConfig;
import org.eclipse.jetty.compression.server.CompressionHandler;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The HTTP library, and all that is known of it: each request becomes a virtual thread, a
/// [HttpRequest], and its [Reply] becomes bytes.
final class JettyAdapter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JettyAdapter.class);
    private static final int MAX_HEADER_BYTES = 64 * 1024;
    private static final int SHORTEST_COMPRESSED_BYTES = 1024;
    private static final long MAX_DRAINED_BYTES = 1 << 20;
    private static final Duration LINGERING = Duration.ofSeconds(30);
    private static final int DISCARDED_AT_ONCE = 64 * 1024;
    private static final int IO_THREADS = 64;

    /// Most clients are silent most of the time.
    private static final int CONNECTIONS_PER_REQUEST = 4;

    private final Dispatcher dispatcher;
    private final Visits visits;
    private final Duration patience;
    private final Server server;
    private final ServerConnector connector;

    JettyAdapter(ApiSettings settings, Dispatcher dispatcher, Visits visits) {
        this.dispatcher = dispatcher;
        this.visits = visits;
        patience = settings.transport().idleTimeout();
        server = new Server(threads());
        var configuration = configuration();
        connector =
                new ServerConnector(
                        server,
                        new HttpConnectionFactory(configuration),
                        new PriorKnowledge(configuration));
        connector.setIdleTimeout(settings.transport().idleTimeout().toMillis());
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        server.addConnector(connector);
        server.addBean(
                new NetworkConnectionLimit(
                        settings.maxRequests() * CONNECTIONS_PER_REQUEST, connector));
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

    /// Lets the requests under way finish, then stops; those that take too long are cut off.
    @Override
    public void close() {
        try {
            server.stop();
        } catch (RuntimeException e) {
            throw e;
        } catch (TimeoutException _) { // It has stopped all the same.
            LOG.warn(
                    "connections were cut off {} ms after the stop began", server.getStopTimeout());
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

    /// Packs long answers. Bodies of requests are unpacked where they are read, for what is wrong
    /// with them is the client's to know.
    private static Handler compressing(Handler handler) {
        var gzip = new GzipCompression();
        gzip.setMinCompressSize(SHORTEST_COMPRESSED_BYTES);
        var compression = new CompressionHandler(handler);
        compression.putCompression(gzip);
        compression.putCompression(new LateZstandard(SHORTEST_COMPRESSED_BYTES));
        compression.putConfiguration(
                "/*",
                CompressionConfig.builder()
                        .defaults()
                        .compressIncludeMethod("POST")
                        .decompressExcludePath("/*")
                        .build());
        return compression;
    }

    /// HTTP/2 for those who begin with it, as gRPC does. HTTP/1.1 is not upgraded: RFC 9113 has
    /// dropped that, and long answers to the request that upgrades come garbled now and then.
    private static final class PriorKnowledge extends HTTP2CServerConnectionFactory {
        PriorKnowledge(HttpConfiguration configuration) {
            super(configuration);
        }

        @Override
        public @Nullable Connection upgradeConnection(
                Connector server,
                EndPoint endPoint,
                MetaData.Request request,
                HttpFields.Mutable answer) {
            return request.getHttpVersion() == HttpVersion.HTTP_2
                    ? super.upgradeConnection(server, endPoint, request, answer)
                    : null;
        }
    }

    private final class Bridge extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback)
                throws IOException {
            var visit = visits.begin();
            var body = new PacedBody(Content.Source.asInputStream(request), patience);
            var received = received(request, body);
            StoreTally.counting(visit.tally(), () -> answer(received, body, response, visit));
            linger(received, body);
            callback.succeeded();
            return true;
        }

        private void answer(HttpRequest received, PacedBody body, Response response, Visit visit)
                throws IOException {
            int status = 500;
            try {
                var reply = dispatcher.answer(received, visit);
                status = reply.status();
                drain(received, body);
                visit.answered(send(reply, response));
            } finally {
                visits.end(visit, status);
            }
        }
    }

    /// Takes in what nobody read of a body that is not long, so that the connection can be used
    /// again.
    private static void drain(HttpRequest request, PacedBody body) {
        if (body.hasEnded()
                || waitsToSend(request)
                || request.contentLength() > MAX_DRAINED_BYTES) {
            return;
        }
        try {
            body.skip(MAX_DRAINED_BYTES);
        } catch (IOException | Problem e) {
            LOG.debug("a body broke off", e);
        }
    }

    /// Takes in what still comes of a body that is too long to wait for, behind the answer. Closed
    /// at once, the connection would be reset and the answer lost to a client that first sends all.
    private static void linger(HttpRequest request, PacedBody body) {
        if (body.hasEnded() || waitsToSend(request)) {
            return;
        }
        long begun = System.nanoTime();
        var bytes = new byte[DISCARDED_AT_ONCE];
        try {
            while (System.nanoTime() - begun < LINGERING.toNanos() && body.read(bytes) >= 0) {
                // Nobody wants it.
            }
        } catch (IOException | Problem e) {
            LOG.debug("a body broke off", e);
        }
    }

    /// Whether the client sends its body only when it is told to.
    private static boolean waitsToSend(HttpRequest request) {
        return request.headers().apply("Expect") != null;
    }

    private boolean refuse(Request request, Response response, Callback callback)
            throws IOException {
        var accept = new MediaRanges(request.getHeaders().get(HttpHeader.ACCEPT));
        var visit = visits.begin();
        int status = response.getStatus();
        send(dispatcher.refusal(status, accept), response);
        visits.end(visit, status);
        callback.succeeded();
        return true;
    }

    private static HttpRequest received(Request request, PacedBody body) {
        var uri = request.getHttpURI();
        var path = uri.getPath();
        return new HttpRequest(
                request.getMethod(),
                path == null ? "/" : path,
                uri.getQuery(),
                uri.getScheme(),
                authority(request),
                "",
                client(request),
                request.getHeaders()::get,
                request.getLength(),
                body);
    }

    private static @Nullable InetAddress client(Request request) {
        return request.getConnectionMetaData().getRemoteSocketAddress()
                        instanceof InetSocketAddress socket
                ? socket.getAddress()
                : null;
    }

    private static String authority(Request request) {
        var host = request.getHeaders().get(HttpHeader.HOST);
        if (host != null && !host.isBlank()) {
            return host;
        }
        var authority = request.getHttpURI().getAuthority();
        if (authority != null && !authority.isBlank()) {
            return authority;
        }
        return Request.getServerName(request) + ":" + Request.getServerPort(request);
    }

    /// @return how many points of series the answer has, as [JsonWriter#points] says
    private static long send(Reply reply, Response response) throws IOException {
        response.setStatus(reply.status());
        reply.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        switch (reply.body()) {
            case Reply.Body.None() -> sendWhole(new byte[0], reply.status(), response);
            case Reply.Body.Text(var type, var text) -> {
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
                sendWhole(text.getBytes(StandardCharsets.UTF_8), reply.status(), response);
            }
            case Reply.Body.Octets octets -> {
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, octets.contentType());
                sendOctets(octets, reply.status(), response);
            }
            case Reply.Body.Json json -> {
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
                return sendJson(json, reply.status(), response);
            }
        }
        return JsonWriter.NO_SERIES;
    }

    private static void sendOctets(Reply.Body.Octets octets, int status, Response response)
            throws IOException {
        if (octets.trailers().isEmpty()) {
            sendWhole(octets.bytes(), status, response);
            return;
        }
        var trailers = HttpFields.build();
        octets.trailers().forEach(trailers::put);
        response.setTrailersSupplier(() -> trailers);
        write(octets.bytes(), response);
    }

    private static long sendJson(Reply.Body.Json json, int status, Response response)
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
        return writer.points();
    }

    private static OutputStream sink(Response response) {
        return Content.Sink.asOutputStream(response);
    }

    private static void sendWhole(byte[] bytes, int status, Response response) throws IOException {
        if (status != 204 && status != 304) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
        }
        write(bytes, response);
    }

    private static void write(byte[] bytes, Response response) throws IOException {
        try (var blocker = Blocker.callback()) {
            response.write(true, ByteBuffer.wrap(bytes), blocker);
            blocker.block();
        }
    }
}
