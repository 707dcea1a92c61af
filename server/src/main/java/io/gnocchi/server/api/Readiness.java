package io.gnocchi.server.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether requests are to be sent to this process: what it needs outside itself answers, and it is
/// not about to stop.
///
/// Anybody may ask, so nothing outside is asked more often than every few seconds, never twice at a
/// time, and who asks waits a bounded time. What is found tells no address: that is for the log.
public final class Readiness {
    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration FRESH = Duration.ofSeconds(3);

    private final List<Probe> probes;
    private final InstantSource clock;
    private volatile boolean stopping;

    /// Something that is needed.
    ///
    /// @param vital whether requests are to go elsewhere while it is missing
    /// @param trouble asks for it: what is wrong in a few words, empty when nothing is; throws when
    ///   it cannot be asked
    public record Check(String name, boolean vital, Supplier<String> trouble) {}

    /// What came of a check.
    ///
    /// @param trouble empty when nothing is wrong
    record Finding(String name, boolean vital, String trouble) {
        boolean isGood() {
            return trouble.isEmpty();
        }

        boolean isFatal() {
            return vital && !isGood();
        }
    }

    public Readiness(List<Check> checks, InstantSource clock) {
        this.clock = clock;
        this.probes = checks.stream().map(Probe::new).toList();
    }

    /// From now on requests are to go elsewhere.
    void stop() {
        stopping = true;
    }

    boolean isStopping() {
        return stopping;
    }

    /// What all checks find, side by side.
    List<Finding> findings() {
        probes.forEach(Probe::begin);
        var found = new ArrayList<>(probes.stream().map(Probe::finding).toList());
        if (stopping) {
            found.add(new Finding("process", true, "it is stopping"));
        }
        return List.copyOf(found);
    }

    /// A check and what it found last.
    private final class Probe {
        private final Check check;
        private @Nullable FutureTask<String> asking;
        private Instant begunAt = Instant.EPOCH;

        Probe(Check check) {
            this.check = check;
        }

        /// Asks, unless it was asked a moment ago.
        void begin() {
            var _ = begun();
        }

        /// The question that is being asked, or was a moment ago.
        private synchronized FutureTask<String> begun() {
            var now = clock.instant();
            var current = asking;
            boolean isFresh = !now.isBefore(begunAt) && now.isBefore(begunAt.plus(FRESH));
            if (current == null || (current.isDone() && !isFresh)) {
                current = new FutureTask<>(check.trouble()::get);
                asking = current;
                begunAt = now;
                Thread.ofVirtual().name("readiness").start(current);
            }
            return current;
        }

        Finding finding() {
            return new Finding(check.name(), check.vital(), trouble());
        }

        private String trouble() {
            var question = begun();
            try {
                return question.get(left().toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException _) {
                return "it does not answer";
            } catch (ExecutionException e) {
                LOG.warn("not ready: {}", check.name(), e.getCause());
                return "it cannot be reached";
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return "nobody waited for it";
            }
        }

        private synchronized Duration left() {
            var left = Duration.between(clock.instant(), begunAt.plus(PATIENCE));
            return left.isNegative() ? Duration.ZERO : left;
        }
    }
}
