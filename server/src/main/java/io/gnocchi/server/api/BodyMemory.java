package io.gnocchi.server.api;

import java.util.concurrent.atomic.AtomicLong;

/// The memory that the bodies of all requests under way share, counted in bytes as they come. Each
/// keeps its share until its request is answered, for what was read of it lives as long.
final class BodyMemory {
    private final long mostBytes;
    private final AtomicLong taken = new AtomicLong();

    BodyMemory(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /// What one request has taken; given back when closed. For its own thread.
    final class Share implements AutoCloseable {
        private long own;

        private Share() {}

        /// Takes memory. A body alone may be as long as any may be.
        ///
        /// @throws Problem 429 when others have it now
        void take(long bytes) {
            own += bytes;
            long all = taken.addAndGet(bytes);
            if (all > mostBytes && all > own) {
                throw Problem.overloaded("Too much is being posted at a time.");
            }
        }

        @Override
        public void close() {
            taken.addAndGet(-own);
            own = 0;
        }
    }

    /// A share of nothing yet.
    Share open() {
        return new Share();
    }
}
