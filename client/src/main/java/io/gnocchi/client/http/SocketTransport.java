package io.gnocchi.client.http;

import io.gnocchi.client.http.ConnectionException.Trouble;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// HTTP/1.1 over sockets, with connections kept for the next request.
///
/// Java's own client takes half a second of a processor to make its first request; a command that
/// makes one request cannot wait for that. Any number of threads may send.
public final class SocketTransport implements Transport {
    private static final int MAX_IDLE_PER_HOST = 16;
    private static final int DEFAULT_CONNECT_MILLIS = 30_000;

    private final Tls tls;
    private final Proxies proxies;
    private final int timeoutMillis;
    private final Map<String, ArrayDeque<Connection>> idle = new HashMap<>();

    /// A transport that waits at most `timeout` for a connection and for each part of an answer;
    /// null waits 30 seconds for a connection and for an answer as long as it takes.
    public SocketTransport(Tls tls, Proxies proxies, @Nullable Duration timeout) {
        this.tls = tls;
        this.proxies = proxies;
        this.timeoutMillis = timeout == null ? 0 : Math.toIntExact(timeout.toMillis());
    }

    @Override
    public Response send(Request request) {
        Connection kept = takeIdle(request.to());
        if (kept != null) {
            try {
                return finish(request, kept);
            } catch (SocketTimeoutException late) {
                throw trouble(request.to(), true, late);
            } catch (IOException stale) {
                // The server may close an idle connection at any time; only what may be repeated
                // is.
                discard(kept);
                if (!request.repeatable()) {
                    throw trouble(request.to(), true, stale);
                }
            }
        }
        Connection fresh;
        try {
            fresh = connect(request.to());
        } catch (IOException failed) {
            throw trouble(request.to(), false, failed);
        }
        try {
            return finish(request, fresh);
        } catch (IOException failed) {
            discard(fresh);
            throw trouble(request.to(), true, failed);
        }
    }

    @Override
    public void close() {
        synchronized (idle) {
            idle.values().forEach(connections -> connections.forEach(SocketTransport::discard));
            idle.clear();
        }
    }

    private Response finish(Request request, Connection connection) throws IOException {
        Response response = connection.exchange(request, target(request.to()));
        if (connection.reusable()) {
            keep(request.to(), connection);
        } else {
            discard(connection);
        }
        return response;
    }

    private String target(URI to) {
        String path = to.getRawPath() == null || to.getRawPath().isEmpty() ? "/" : to.getRawPath();
        String target = to.getRawQuery() == null ? path : path + "?" + to.getRawQuery();
        boolean wholeAddress = proxies.proxyOf(to) != null && to.getScheme().equals("http");
        return wholeAddress ? "http://" + to.getRawAuthority() + target : target;
    }

    private Connection connect(URI to) throws IOException {
        URI proxy = proxies.proxyOf(to);
        Socket socket = open(proxy == null ? to : proxy);
        try {
            if (!to.getScheme().equals("https")) {
                return new Connection(socket);
            }
            if (proxy != null) {
                tunnel(socket, proxy, to);
            }
            return new Connection(tls.over(socket, to.getHost(), port(to)));
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    private Socket open(URI to) throws IOException {
        String host = to.getHost().replaceAll("^\\[|]$", "");
        var address = new InetSocketAddress(host, port(to));
        if (address.isUnresolved()) {
            throw new UnknownHostException(host);
        }
        var socket = new Socket();
        try {
            socket.connect(address, timeoutMillis == 0 ? DEFAULT_CONNECT_MILLIS : timeoutMillis);
            socket.setSoTimeout(timeoutMillis);
            socket.setTcpNoDelay(true);
            return socket;
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    private static void tunnel(Socket socket, URI proxy, URI to) throws IOException {
        var headers = new LinkedHashMap<String, String>();
        if (proxy.getUserInfo() != null) {
            byte[] named = proxy.getUserInfo().getBytes(StandardCharsets.UTF_8);
            headers.put(
                    "Proxy-Authorization", "Basic " + Base64.getEncoder().encodeToString(named));
        }
        // A connection of its own may read ahead; nothing follows the answer before TLS begins.
        var request = new Request("CONNECT", to, headers, null);
        Response answer = new Connection(socket).exchange(request, to.getHost() + ":" + port(to));
        if (answer.status() != 200) {
            throw new ConnectException("the proxy " + proxy + " answers " + answer.status());
        }
    }

    private static int port(URI to) {
        if (to.getPort() > 0) {
            return to.getPort();
        }
        return to.getScheme().equals("https") ? 443 : 80;
    }

    private @Nullable Connection takeIdle(URI to) {
        synchronized (idle) {
            var connections = idle.get(key(to));
            return connections == null ? null : connections.pollLast();
        }
    }

    private void keep(URI to, Connection connection) {
        synchronized (idle) {
            var connections = idle.computeIfAbsent(key(to), _ -> new ArrayDeque<>());
            if (connections.size() < MAX_IDLE_PER_HOST) {
                connections.add(connection);
                return;
            }
        }
        discard(connection);
    }

    private static void discard(Connection connection) {
        try {
            connection.close();
        } catch (IOException gone) {
            // It is given up anyway.
        }
    }

    private static String key(URI to) {
        return to.getScheme() + "://" + to.getHost() + ":" + port(to);
    }

    private static ConnectionException trouble(URI to, boolean sent, IOException failed) {
        return switch (failed) {
            case UnknownHostException _ ->
                    new ConnectionException(
                            to,
                            Trouble.UNKNOWN_HOST,
                            sent,
                            "Unable to establish connection to %s: no host has the name %s"
                                    .formatted(to, to.getHost()),
                            failed);
            case SocketTimeoutException _ ->
                    new ConnectionException(
                            to, Trouble.TIMEOUT, sent, "Request to " + to + " timed out", failed);
            case SSLException _ ->
                    new ConnectionException(
                            to,
                            Trouble.TLS,
                            sent,
                            "SSL exception connecting to %s: %s".formatted(to, said(failed)),
                            failed);
            case ConnectException _ -> refused(to, sent, failed);
            case NoRouteToHostException _ -> refused(to, sent, failed);
            case ProtocolException _ ->
                    new ConnectionException(
                            to, Trouble.BROKEN, sent, to + ": " + said(failed), failed);
            case SocketException _ -> broken(to, sent, failed);
            default -> broken(to, sent, failed);
        };
    }

    private static ConnectionException refused(URI to, boolean sent, IOException failed) {
        String message = "Unable to establish connection to %s: %s".formatted(to, said(failed));
        return new ConnectionException(to, Trouble.REFUSED, sent, message, failed);
    }

    private static ConnectionException broken(URI to, boolean sent, IOException failed) {
        String message = "The connection to %s broke: %s".formatted(to, said(failed));
        return new ConnectionException(to, Trouble.BROKEN, sent, message, failed);
    }

    private static String said(IOException failed) {
        String message = failed.getMessage();
        return message == null ? failed.getClass().getSimpleName() : message;
    }
}
