package io.gnocchi.server.daemon;

import io.gnocchi.core.incoming.OverloadedException;
import io.gnocchi.core.model.RefusedException;
import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.server.intake.Delivery;
import io.gnocchi.server.intake.Intake;
import io.gnocchi.server.intake.IntakeRefusedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The thread that hands in what a daemon has gathered, again and again.
///
/// What cannot be handed in for now stays and is tried again at the next round, oldest first; a
/// measure that counts twice is the same measure. How much may wait is the business of [Room]. What
/// is refused for good is counted and given up.
public final class Courier implements AutoCloseable {
    private static final Duration REPORT_PAUSE = Duration.ofMinutes(1);

    private final String name;
    private final Duration pause;
    private final Intake intake;
    private final Room room;
    private final Tally tally;
    private final Deque<Load> waiting = new ArrayDeque<>();
    private final BlockingQueue<Boolean> calls = new ArrayBlockingQueue<>(1);
    private final Thread thread;
    private Harvest harvest = List::of;
    private volatile boolean closed;
    private long reportedNanos = System.nanoTime();

    /// @param name of the daemon
    /// @param pause between two rounds
    public Courier(String name, Duration pause, Intake intake, Room room, Tally tally) {
        this.name = name;
        this.pause = pause;
        this.intake = intake;
        this.room = room;
        this.tally = tally;
        thread = Thread.ofPlatform().name(name).unstarted(this::run);
    }

    /// Begins.
    ///
    /// @param from where the measures gather
    public void start(Harvest from) {
        harvest = from;
        thread.start();
    }

    /// Makes the next round begin now.
    public void hurry() {
        var _ = calls.offer(true);
    }

    private void run() {
        try {
            while (!closed) {
                var _ = calls.poll(pause.toNanos(), TimeUnit.NANOSECONDS);
                round();
                reportNowAndThen();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        tally.report();
    }

    /// Hands in everything that has gathered, or as much as can be for now.
    void round() {
        try {
            waiting.addAll(harvest.take());
        } catch (RuntimeException e) {
            tally.failed(e);
        }
        while (!waiting.isEmpty()) {
            var load = waiting.getFirst();
            var outcome = handedIn(load.delivery());
            if (outcome == null) {
                return;
            }
            waiting.removeFirst();
            room.give(load.delivery().size());
            load.settle(outcome);
        }
    }

    /// What became of a delivery; null when it has to wait.
    private Intake.@Nullable Outcome handedIn(Delivery delivery) {
        try {
            var outcome = intake.acceptSome(delivery, null);
            tally.taken(delivery.size() - outcome.refused());
            if (outcome.refused() > 0) {
                tally.refused(outcome.refused(), outcome::reason);
            }
            return outcome;
        } catch (OverloadedException | UnavailableException e) {
            tally.waits("%d loads wait: %s".formatted(waiting.size(), e.getMessage()));
            return null;
        } catch (IntakeRefusedException | RefusedException e) {
            tally.refused(delivery.size(), () -> String.valueOf(e.getMessage()));
            return Intake.Outcome.nothingOf(delivery, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            tally.failed(e);
            tally.dropped(delivery.size(), e::toString);
            return Intake.Outcome.nothingOf(delivery, e.toString());
        }
    }

    private void reportNowAndThen() {
        long now = System.nanoTime();
        if (now - reportedNanos >= REPORT_PAUSE.toNanos()) {
            reportedNanos = now;
            tally.report();
        }
    }

    /// Makes a last round, and tells what is lost if it does not succeed: what no sender keeps.
    @Override
    public void close() {
        closed = true;
        hurry();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        int lost =
                waiting.stream()
                        .filter(load -> load.sender() == null)
                        .mapToInt(load -> load.delivery().size())
                        .sum();
        if (lost > 0) {
            tally.dropped(lost, () -> name + " was stopped before they could be handed in");
            tally.report();
            waiting.clear();
        }
    }
}
