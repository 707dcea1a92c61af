package io.gnocchi.core.query;

import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.RefusedException;
import java.util.concurrent.atomic.AtomicLong;

/// The memory that all queries under way share, counted in values of eight bytes.
public final class CellPool {
    /// Enough for a thousand metrics over a week of minutes, and no burden for a small server.
    public static final long DEFAULT_QUERY_CELLS = 1L << 24;

    private static final long WORK_PER_CELL = 64;

    private final long queryCells;
    private final AtomicLong free;

    /// @param queryCells most values of one query
    /// @param cells most values of all queries at a time
    public CellPool(long queryCells, long cells) {
        if (queryCells < 1 || cells < queryCells) {
            throw new IllegalArgumentException(queryCells + " of " + cells + " cells");
        }
        this.queryCells = queryCells;
        this.free = new AtomicLong(cells);
    }

    /// What one query has taken; given back when closed. Calls from many threads are fine.
    public final class Share implements AutoCloseable {
        private final AtomicLong taken = new AtomicLong();

        private Share() {}

        /// Takes memory.
        ///
        /// @throws RefusedException when the query wants too much
        /// @throws BusyException when others have it now
        void take(long cells) {
            if (cells > queryCells - taken.get()) {
                throw new RefusedException(new Refusal.TooMuchData(queryCells));
            }
            taken.addAndGet(cells);
            if (free.addAndGet(-cells) < 0) {
                free.addAndGet(cells);
                taken.addAndGet(-cells);
                throw new BusyException();
            }
        }

        /// Gives memory back.
        void give(long cells) {
            taken.addAndGet(-cells);
            free.addAndGet(cells);
        }

        /// How much it has.
        long taken() {
            return taken.get();
        }

        /// How many steps a query may compute.
        long work() {
            return queryCells > Long.MAX_VALUE / WORK_PER_CELL
                    ? Long.MAX_VALUE
                    : queryCells * WORK_PER_CELL;
        }

        @Override
        public void close() {
            free.addAndGet(taken.getAndSet(0));
        }
    }

    /// A share of nothing yet.
    public Share open() {
        return new Share();
    }
}
