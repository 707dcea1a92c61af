package io.gnocchi.lab.outside;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How processes begin and end when nobody hurts them.
final class Starting {
    static final long LONGER_THAN_A_LEASE_MILLIS = 9_000;

    private static final Duration TO_START = Duration.ofMinutes(5);
    private static final Duration TO_END = Duration.ofSeconds(40);
    private static final long PAUSE_MILLIS = 50;
    private static final int RUNS = 5;

    /// As told by the signal, or by itself.
    private static final Set<Integer> GOOD_ENDS = Set.of(0, 143);

    private Starting() {}

    /// Waits until a server answers.
    static void await(LiveProcess process, Api api) {
        long begun = System.nanoTime();
        while (api.send("GET", "/v1/status?details=false", null).status() != 200) {
            if (System.nanoTime() - begun > TO_START.toNanos()) {
                throw new IllegalStateException(
                        process.name() + " does not answer; see " + process.log());
            }
            Pause.millis(PAUSE_MILLIS);
        }
    }

    /// Waits until somebody answers on a port, whatever it is.
    static void awaitAnswer(LiveProcess process, int port) {
        var api = new Api(port);
        long begun = System.nanoTime();
        while (api.send("GET", "/", null).status() == 0) {
            boolean late = System.nanoTime() - begun > TO_START.toNanos();
            if (late || !process.isAlive()) {
                throw new IllegalStateException(
                        process.name() + " does not answer; see " + process.log());
            }
            Pause.millis(PAUSE_MILLIS);
        }
    }

    /// SIGTERM, and SIGKILL when that does not help.
    ///
    /// @return what was wrong with its end, or null
    static @Nullable String terminate(LiveProcess process) {
        var status = process.terminate(TO_END);
        if (status == null) {
            process.kill();
            return "%s has not ended %s after SIGTERM".formatted(process.name(), TO_END);
        }
        return GOOD_ENDS.contains(status)
                ? null
                : "%s ended with status %d after SIGTERM".formatted(process.name(), status);
    }

    /// Runs a command to its end, again when it fails: on a busy machine a database may be slow.
    static void run(LiveProcess process) {
        for (int i = 0; i < RUNS; i++) {
            process.start();
            var status = process.await(TO_START);
            if (status != null && status == 0) {
                return;
            }
        }
        throw new IllegalStateException(process.name() + " has failed; see " + process.log());
    }
}
