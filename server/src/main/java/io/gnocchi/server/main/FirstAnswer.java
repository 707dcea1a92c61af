package io.gnocchi.server.main;

import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.core.store.Pause;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The first answer of what a server needs outside itself. Whole machines start at once, and the
/// database is not always the first to be ready: a server waits for it, for as long as it takes,
/// and says so.
final class FirstAnswer {
    private static final Logger LOG = LoggerFactory.getLogger(FirstAnswer.class);
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private FirstAnswer() {}

    /// Asks until there is an answer. Other failures than outside trouble are passed on.
    static <T> T to(Supplier<T> question, Pause pause) {
        while (true) {
            try {
                return question.get();
            } catch (UnavailableException e) {
                var cause = e.getCause();
                LOG.warn(
                        "waiting, and trying again: {}",
                        cause == null ? e.getMessage() : e.getMessage() + ": " + cause);
            }
            pause.pause(BETWEEN.toNanos());
        }
    }
}
