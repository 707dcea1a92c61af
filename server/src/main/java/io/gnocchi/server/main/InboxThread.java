package io.gnocchi.server.main;

import io.gnocchi.core.incoming.Inbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The thread that writes what gathers in an inbox. Closing it writes the rest.
final class InboxThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InboxThread.class);

    private final Inbox inbox;
    private final Thread thread;

    InboxThread(Inbox inbox) {
        this.inbox = inbox;
        this.thread = Thread.ofPlatform().name("inbox").start(this::flushUntilClosed);
    }

    /// A mistake of our own fails the batch at hand, loudly; the requests behind it are not to
    /// blame.
    private void flushUntilClosed() {
        boolean closed = false;
        while (!closed) {
            try {
                inbox.run();
                closed = true;
            } catch (RuntimeException e) {
                LOG.error("a batch could not be written", e);
            }
        }
    }

    @Override
    public void close() {
        inbox.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            LOG.warn("interrupted while the last batch is written");
            Thread.currentThread().interrupt();
        }
    }
}
