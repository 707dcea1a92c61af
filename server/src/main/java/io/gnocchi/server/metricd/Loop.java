package io.gnocchi.server.metricd;

import io.gnocchi.core.model.UnavailableException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does one thing, pauses, and does it again, until told to stop; the thing under way is finished.
///
/// Trouble outside is a line in the log and the pause is the wait before the next attempt. A
/// mistake of our own is logged with its trace; the loop goes on, for the other workers and metrics
/// are not to blame.
final class Loop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    private final String name;
    private final Runnable work;
    private final Duration pause;
    private final CountDownLatch stop;

    /// @param stop at zero, the loop ends
    Loop(String name, Runnable work, Duration pause, CountDownLatch stop) {
        this.name = name;
        this.work = work;
        this.pause = pause;
        this.stop = stop;
    }

    @Override
    public void run() {
        try {
            do {
                attempt();
            } while (!stop.await(pause.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void attempt() {
        try {
            work.run();
        } catch (UnavailableException e) {
            LOG.warn("{} could not do its work, next try in {} s: {}", name, seconds(), message(e));
        } catch (RuntimeException e) {
            LOG.error("{} failed, next try in {} s", name, seconds(), e);
        }
    }

    private double seconds() {
        return pause.toMillis() / 1000.0;
    }

    private static String message(UnavailableException e) {
        var cause = e.getCause();
        return cause == null ? String.valueOf(e.getMessage()) : e.getMessage() + ": " + cause;
    }
}
