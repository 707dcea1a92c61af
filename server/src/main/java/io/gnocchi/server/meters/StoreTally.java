package io.gnocchi.server.meters;

import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// What one request asks of the object store. It goes with the thread that answers the request, and
/// with those that fetch for it.
public final class StoreTally {
    private static final ScopedValue<StoreTally> CURRENT = ScopedValue.newInstance();

    private final LongAdder requests = new LongAdder();

    /// Work that may fail.
    @FunctionalInterface
    public interface Work<X extends Exception> {
        void run() throws X;
    }

    /// The one of the request at hand; null where there is none.
    public static @Nullable StoreTally current() {
        return CURRENT.isBound() ? CURRENT.get() : null;
    }

    /// Does work for the request of a tally.
    ///
    /// @param tally null for work that nobody counts
    public static <X extends Exception> void counting(@Nullable StoreTally tally, Work<X> work)
            throws X {
        if (tally == null) {
            work.run();
            return;
        }
        ScopedValue.where(CURRENT, tally)
                .call(() -> {
                    work.run();
                    return tally;
                });
    }

    /// The store is asked once more.
    void add() {
        requests.increment();
    }

    /// How often the store was asked.
    public long requests() {
        return requests.sum();
    }
}
