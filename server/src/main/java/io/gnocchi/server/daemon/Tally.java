package io.gnocchi.server.daemon;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a daemon took, what it refused and what it had to drop, told in one line now and then, not
/// in one for each.
public final class Tally {
    private static final Logger LOG = LoggerFactory.getLogger(Tally.class);

    private final String name;
    private final LongAdder taken = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final AtomicReference<@Nullable String> firstRefusal = new AtomicReference<>();
    private final AtomicReference<@Nullable String> firstDrop = new AtomicReference<>();
    private final AtomicReference<@Nullable String> trouble = new AtomicReference<>();

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

    /// What was counted since the last time; null when nothing was.
    @Nullable Report line() {
        long accepted = taken.sumThenReset();
        long useless = refused.sumThenReset();
        long lost = dropped.sumThenReset();
        var problem = trouble.getAndSet(null);
        if (accepted + useless + lost == 0 && problem == null) {
            return null;
        }
        var text = new StringBuilder("%s: %d samples taken".formatted(name, accepted));
        append(text, useless, "refused", firstRefusal.getAndSet(null));
        append(text, lost, "DROPPED", firstDrop.getAndSet(null));
        if (problem != null) {
            text.append("; ").append(problem);
        }
        return new Report(text.toString(), useless + lost == 0 && problem == null);
    }

    private static void append(
            StringBuilder text, long count, String what, @Nullable String example) {
        if (count > 0) {
            text.append(", %d %s (first: %s)".formatted(count, what, example));
        }
    }
}
