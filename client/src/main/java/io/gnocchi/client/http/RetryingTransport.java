package io.gnocchi.client.http;

import io.gnocchi.client.http.ConnectionException.Trouble;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Tries again what was turned away for a while, and waits as long as the server asks.
///
/// 429 changed nothing, so any request is repeated. After 502, 503, 504 and a broken line the
/// effect is unknown: only what may be sent twice is. Nobody listening is an answer, not a pause.
public final class RetryingTransport implements Transport {
    /// How long the next attempt waits; a test need not.
    @FunctionalInterface
    public interface Pause {
        /// Returns when the time is over.
        void of(Duration time) throws InterruptedException;
    }

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private final Transport transport;
    private final int attempts;
    private final Pause pause;

    /// Makes at most so many attempts.
    public RetryingTransport(Transport transport, int attempts, Pause pause) {
        if (attempts < 1) {
            throw new IllegalArgumentException("at least one attempt, not " + attempts);
        }
        this.transport = transport;
        this.attempts = attempts;
        this.pause = pause;
    }

    @Override
    public Response send(Request request) {
        Duration wait = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            boolean last = attempt == attempts;
            try {
                Response response = transport.send(request);
                if (last || !worthAnother(request, response.status())) {
                    return response;
                }
                rest(request, asked(response, wait));
            } catch (ConnectionException broken) {
                if (last || broken.trouble() != Trouble.BROKEN || !request.repeatable()) {
                    throw broken;
                }
                rest(request, wait);
            }
            wait = shorter(wait.multipliedBy(2), LONGEST_PAUSE);
        }
    }

    @Override
    public void close() {
        transport.close();
    }

    private static boolean worthAnother(Request request, int status) {
        return switch (status) {
            case 429 -> true;
            case 502, 503, 504 -> request.repeatable();
            default -> false;
        };
    }

    private static Duration asked(Response response, Duration otherwise) {
        Duration asked = seconds(response.header("Retry-After"));
        return asked == null ? otherwise : shorter(asked, LONGEST_PAUSE);
    }

    private static @Nullable Duration seconds(@Nullable String text) {
        try {
            return text == null ? null : Duration.ofSeconds(Math.max(0, Long.parseLong(text)));
        } catch (NumberFormatException date) {
            return null;
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void rest(Request request, Duration time) {
        try {
            pause.of(time);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ConnectionException(
                    request.to(), Trouble.BROKEN, true, "interrupted while waiting", interrupted);
        }
    }
}
