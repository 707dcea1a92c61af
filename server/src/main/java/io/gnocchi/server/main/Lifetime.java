package io.gnocchi.server.main;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What has been opened or started, and is closed in reverse order when the process is told to
/// stop.
final class Lifetime implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lifetime.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    /// Takes over something that needs closing.
    <T extends AutoCloseable> T keep(T part) {
        parts.push(part);
        return part;
    }

    /// Waits for SIGTERM or SIGINT, then closes everything and ends the process: successfully, for
    /// ending was what it was asked to do.
    void untilStopped() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop() {
        LOG.info("stopping");
        close();
        LOG.info("stopped");
        Runtime.getRuntime().halt(0);
    }

    /// Closes everything, also when a part fails to.
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            var part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("{} did not close: {}", part.getClass().getSimpleName(), e.toString());
            }
        }
    }
}
