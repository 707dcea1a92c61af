package io.gnocchi.server.amqp;

import io.gnocchi.core.model.MalformedException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Where messages come from, written like `amqps://user:password@broker:5671/collectd/telemetry`.
///
/// @param secure whether to speak TLS
/// @param user null to come without a name
/// @param source what the broker calls the queue; may begin with a slash of its own
record BrokerAddress(
        boolean secure,
        String host,
        int port,
        @Nullable String user,
        String password,
        String source) {
    private static final int PORT = 5672;
    private static final int SECURE_PORT = 5671;

    /// @param url whose scheme (`amqp`), port, user and password may be left out; those of the user
    ///   may have characters like `%2F` in them
    static BrokerAddress parse(String url) {
        var uri = uri(url.contains("://") ? url : "amqp://" + url);
        var scheme = uri.getScheme();
        boolean secure = scheme.equals("amqps");
        if (!secure && !scheme.equals("amqp")) {
            throw new MalformedException("`%s:' is neither amqp: nor amqps:".formatted(scheme));
        }
        if (uri.getHost() == null) {
            throw new MalformedException("it names no host");
        }
        if (uri.getPath().length() < 2) {
            throw new MalformedException("it names no queue behind the host");
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? SECURE_PORT : PORT;
        var user = uri.getRawUserInfo();
        var names = user == null ? new String[] {""} : user.split(":", 2);
        return new BrokerAddress(
                secure,
                uri.getHost().replaceAll("[\\[\\]]", ""),
                port,
                user == null ? null : decoded(names[0]),
                names.length < 2 ? "" : decoded(names[1]),
                uri.getPath().substring(1));
    }

    /// The trouble is told without the text, which may have a password in it.
    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new MalformedException("it is no URL: " + e.getReason());
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /// Without the password.
    @Override
    public String toString() {
        return "%s:%d, `%s'".formatted(host, port, source);
    }
}
