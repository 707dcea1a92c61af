package io.gnocchi.client.api;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The server has too much to do, or the request is too large; nothing was changed.
public final class OverloadedException extends RefusedException {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    OverloadedException(
            int status,
            @Nullable Object description,
            @Nullable String requestId,
            URI url,
            @Nullable String retryAfter) {
        super(status, description, requestId, url);
        this.retryAfter = seconds(retryAfter);
    }

    /// When to come back; zero when the server did not say.
    public Duration retryAfter() {
        return retryAfter;
    }

    private static Duration seconds(@Nullable String text) {
        try {
            return text == null ? Duration.ZERO : Duration.ofSeconds(Long.parseLong(text));
        } catch (NumberFormatException date) {
            return Duration.ZERO;
        }
    }
}
