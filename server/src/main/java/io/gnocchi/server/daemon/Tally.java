package io.gnocchi.server.daemon;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a daemon took, what it refused and what it had to drop, told in one line now and then, not
/// in one for each.
public final class Tally {
    private static final Logger LOG = LoggerFactory.getLogger(Tally.class);

    private final String name;
    private final Count taken = new Count();
    private final Count refused = new Count();
    private final Count dropped = new Count();
    private final LongAdder received = new LongAdder();
    private final AtomicReference<@Nullable String> firstRefusal = new AtomicReference<>();
    private final AtomicReference<@Nullable String> firstDrop = new AtomicReference<>();
    private final AtomicReference<@Nullable String> trouble = new AtomicReference<>();
    private @Nullable LongSupplier lost;
    private long lostAndTold;

    /// Counts on and on, and tells what has come since it was asked last.
    private static final class Count {
        private final LongAdder all = new LongAdder();
        private long told;

        void add(long samples) {
            all.add(samples);
        }

        long fresh() {
            long now = all.sum();
            long fresh = now - told;
            told = now;
            return fresh;
        }
    }

    /// @param name of the daemon, for the log
    public Tally(String name) {
        this.name = name;
    }

    /// Something good has come in.
    public void taken(long samples) {
        taken.add(samples);
    }

    /// Something came in that nobody can use.
    ///
    /// @param reason asked for the first one of a report only
    public void refused(long samples, Supplier<String> reason) {
        refused.add(samples);
        if (firstRefusal.get() == null) {
            firstRefusal.compareAndSet(null, reason.get());
        }
    }

    /// Something good could not be kept.
    public void dropped(long samples, Supplier<String> reason) {
        dropped.add(samples);
        if (firstDrop.get() == null) {
            firstDrop.compareAndSet(null, reason.get());
        }
    }

    /// A datagram was read.
    void received() {
        received.increment();
    }

    /// Says who knows how many datagrams were never read.
    void loses(LongSupplier datagrams) {
        lost = datagrams;
    }

    /// Notes what was never read before nobody can tell any more.
    void lookForLost() {
        if (lost != null) {
            var _ = lost.getAsLong();
        }
    }

    /// How much came in, from the beginning on, that nobody can use.
    public long allRefused() {
        return refused.all.sum();
    }

    /// How much that is good could not be kept, from the beginning on.
    public long allDropped() {
        return dropped.all.sum();
    }

    /// How many datagrams were read, from the beginning on.
    public long allReceived() {
        return received.sum();
    }

    /// Who tells how many datagrams came faster than they were read, and so were never read, from
    /// the beginning on; null where nobody knows.
    public @Nullable LongSupplier allLost() {
        return lost;
    }

    /// Something outside does not answer; nothing is lost yet.
    void waits(String reason) {
        trouble.set(reason);
    }

    /// A mistake of our own.
    public void failed(RuntimeException mistake) {
        if (trouble.compareAndSet(null, "this should not have happened: " + mistake)) {
            LOG.error("{}: this should not have happened", name, mistake);
        }
    }

    /// Logs what was counted since the last time, if anything.
    void report() {
        var line = line();
        if (line == null) {
            return;
        }
        if (line.good()) {
            LOG.info("{}", line.text());
        } else {
            LOG.warn("{}", line.text());
        }
    }

    /// A line of the log.
    ///
    /// @param good whether nothing was refused, dropped or in trouble
    record Report(String text, boolean good) {}

    /// What was counted since the last time; null when nothing was. One thread asks at a time.
    @Nullable Report line() {
        long accepted = taken.fresh();
        long useless = refused.fresh();
        long crowded = dropped.fresh();
        long unread = freshlyLost();
        var problem = trouble.getAndSet(null);
        if (accepted + useless + crowded + unread == 0 && problem == null) {
            return null;
        }
        var text = new StringBuilder("%s: %d samples taken".formatted(name, accepted));
        append(text, useless, "refused", firstRefusal.getAndSet(null));
        append(text, crowded, "DROPPED", firstDrop.getAndSet(null));
        if (unread > 0) {
            text.append(
                    ", %d datagrams LOST (they came faster than they were read)".formatted(unread));
        }
        if (problem != null) {
            text.append("; ").append(problem);
        }
        return new Report(text.toString(), useless + crowded + unread == 0 && problem == null);
    }

    private long freshlyLost() {
        if (lost == null) {
            return 0;
        }
        long now = lost.getAsLong();
        long fresh = now - lostAndTold;
        lostAndTold = now;
        return fresh;
    }

    private static void append(
            StringBuilder text, long count, String what, @Nullable String example) {
        if (count > 0) {
            text.append(", %d %s (first: %s)".formatted(count, what, example));
        }
    }
}
