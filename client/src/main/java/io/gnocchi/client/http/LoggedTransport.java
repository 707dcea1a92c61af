package io.gnocchi.client.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/// Tells every request and every answer; of secrets only their hash.
public final class LoggedTransport implements Transport {
    private static final Set<String> SECRETS =
            Set.of("authorization", "x-auth-token", "x-subject-token");

    private final Transport transport;
    private final Consumer<String> log;

    /// Tells it line by line.
    public LoggedTransport(Transport transport, Consumer<String> log) {
        this.transport = transport;
        this.log = log;
    }

    @Override
    public Response send(Request request) {
        var line = new StringBuilder("REQ: curl -g -i -X ");
        line.append(request.method()).append(' ').append(request.to());
        request.headers().forEach((name, value) -> header(line, name, value));
        boolean secret = request.to().getPath().endsWith("/auth/tokens");
        if (request.body() != null && !secret) {
            line.append(" -d '").append(text(request.body())).append('\'');
        }
        log.accept(line.toString());
        Response response = transport.send(request);
        log.accept("RESP: [%d] %s".formatted(response.status(), response.headers()));
        log.accept("RESP BODY: " + (secret ? "(a token)" : text(response.body())));
        return response;
    }

    @Override
    public void close() {
        transport.close();
    }

    private static void header(StringBuilder line, String name, String value) {
        boolean secret = SECRETS.contains(name.toLowerCase(Locale.ROOT));
        String shown = secret ? "{SHA256}" + hash(value) : value;
        line.append(" -H \"").append(name).append(": ").append(shown).append('"');
    }

    private static String hash(String value) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(value.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }
}
