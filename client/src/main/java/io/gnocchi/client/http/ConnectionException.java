package io.gnocchi.client.http;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// No answer came: the address is unknown, nobody listens, the line broke, time ran out.
public final class ConnectionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// What went wrong, for those who want to say what to do about it.
    public enum Trouble {
        /// No such host.
        UNKNOWN_HOST,
        /// Nobody listens there, or nobody may be reached.
        REFUSED,
        /// No answer in time.
        TIMEOUT,
        /// The certificate is not trusted, or there is no TLS there.
        TLS,
        /// The line broke, or the answer was no HTTP.
        BROKEN
    }

    private final URI to;
    private final Trouble trouble;
    private final boolean sent;

    ConnectionException(
            URI to, Trouble trouble, boolean sent, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.to = to;
        this.trouble = trouble;
        this.sent = sent;
    }

    /// Where the request was meant to go.
    public URI to() {
        return to;
    }

    /// What went wrong.
    public Trouble trouble() {
        return trouble;
    }

    /// Whether the server may have seen the request.
    public boolean sent() {
        return sent;
    }
}
