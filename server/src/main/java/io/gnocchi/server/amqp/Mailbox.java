package io.gnocchi.server.amqp;

import io.gnocchi.core.model.MalformedException;
import io.gnocchi.server.collectd.JsonValues;
import io.gnocchi.server.daemon.Harvest;
import io.gnocchi.server.daemon.Load;
import io.gnocchi.server.daemon.Room;
import io.gnocchi.server.daemon.Tally;
import io.gnocchi.server.intake.Delivery;
import io.gnocchi.server.intake.Intake;
import io.gnocchi.server.wire.UndecodableBodyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The measures of messages that wait for the courier, and whom to tell what became of them.
final class Mailbox implements Harvest {
    private static final int MAX_MEASURES_OF_A_MESSAGE = 10_000;
    private static final int MAX_MEASURES_OF_A_LOAD = 50_000;

    /// From so many waiting messages on, the courier is called when no more come: a broker sends no
    /// more than it likes before it hears of the first.
    private static final int MESSAGES_WORTH_A_CALL = 100;

    /// So many call the courier at once, before the broker has to wait for the first.
    private static final int URGENT_MESSAGES = 5_000;

    private final JsonValues values;
    private final Supplier<Delivery> fresh;
    private final Room room;
    private final Tally tally;
    private final Runnable urgent;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Load> full = new ArrayList<>();
    private Delivery growing;
    private List<Letter> letters = new ArrayList<>();

    /// @param fresh makes an empty delivery
    /// @param room shared with the courier, who gives back what is taken here
    /// @param urgent calls the courier
    Mailbox(JsonValues values, Supplier<Delivery> fresh, Room room, Tally tally, Runnable urgent) {
        this.values = values;
        this.fresh = fresh;
        this.room = room;
        this.tally = tally;
        this.urgent = urgent;
        growing = fresh.get();
    }

    /// A message that waits, and the metrics it has measures for.
    private record Letter(List<Delivery.Place> places, Consumer<Verdict> settled) {
        void settle(Intake.Outcome outcome) {
            settled.accept(
                    outcome.places().containsAll(places)
                            ? new Verdict.Refused(outcome.reason())
                            : new Verdict.Accepted());
        }
    }

    private record Value(
            String resource,
            Map<String, String> attributes,
            String metric,
            long nanos,
            double value) {}

    /// Takes a message.
    ///
    /// @param settled told later what became of it, if it waits now
    Verdict add(byte[] content, Consumer<Verdict> settled) {
        var found = new ArrayList<Value>();
        try {
            var read =
                    values.read(
                            content,
                            (resource, attributes, metric, nanos, value) ->
                                    found.add(
                                            new Value(resource, attributes, metric, nanos, value)));
            return judged(read, found, settled);
        } catch (MalformedException e) {
            return refused(1, String.valueOf(e.getMessage()));
        } catch (UndecodableBodyException e) {
            return refused(1, e.reason());
        }
    }

    private Verdict judged(JsonValues.Read read, List<Value> found, Consumer<Verdict> settled) {
        int useless = read.refused() + read.notifications();
        var reason = read.refused() > 0 ? read.reason() : "a notification, not a measure";
        if (read.lists() == 0) {
            return refused(Math.max(1, useless), useless == 0 ? "an empty message" : reason);
        }
        if (found.size() > MAX_MEASURES_OF_A_MESSAGE) {
            return refused(
                    found.size(),
                    "more than %d measures in a message".formatted(MAX_MEASURES_OF_A_MESSAGE));
        }
        if (!room.take(found.size())) {
            return new Verdict.Crowded();
        }
        if (useless > 0) {
            tally.refused(useless, () -> reason);
        }
        return found.isEmpty() ? new Verdict.Accepted() : gathered(found, settled);
    }

    /// Whether so much waits that the courier should be called once no more comes.
    boolean isFillingUp() {
        lock.lock();
        try {
            return letters.size() >= MESSAGES_WORTH_A_CALL || !full.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /// Calls the courier now.
    void hurry() {
        urgent.run();
    }

    private Verdict refused(int samples, String reason) {
        tally.refused(samples, () -> reason);
        return new Verdict.Refused(reason);
    }

    private Verdict gathered(List<Value> found, Consumer<Verdict> settled) {
        lock.lock();
        try {
            if (growing.size() + found.size() > MAX_MEASURES_OF_A_LOAD) {
                begin();
            }
            var places = new ArrayList<Delivery.Place>(found.size());
            var reason = pour(found, places);
            if (places.isEmpty()) {
                return new Verdict.Refused(reason);
            }
            letters.add(new Letter(places, settled));
            if (letters.size() % URGENT_MESSAGES == 0) {
                urgent.run();
            }
            return new Verdict.Waiting();
        } finally {
            lock.unlock();
        }
    }

    /// @return why the last was not taken that was not
    private String pour(List<Value> found, List<Delivery.Place> places) {
        var reason = "";
        for (var one : found) {
            try {
                places.add(
                        growing.add(
                                one.resource(),
                                one.attributes(),
                                one.metric(),
                                one.nanos(),
                                one.value()));
            } catch (MalformedException e) {
                reason = String.valueOf(e.getMessage());
                tally.refused(1, () -> String.valueOf(e.getMessage()));
                room.give(1);
            }
        }
        return reason;
    }

    private void begin() {
        if (!letters.isEmpty()) {
            var told = letters;
            full.add(new Load(growing, outcome -> told.forEach(each -> each.settle(outcome))));
        }
        growing = fresh.get();
        letters = new ArrayList<>();
    }

    @Override
    public List<Load> take() {
        lock.lock();
        try {
            begin();
            var taken = List.copyOf(full);
            full.clear();
            return taken;
        } finally {
            lock.unlock();
        }
    }
}
