package io.gnocchi.server.daemon;

import io.gnocchi.server.intake.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Measures that have come in and wait for the courier, in the order in which they came.
public final class Gathering implements Harvest {
    private static final int URGENT_MEASURES = 50_000;

    private final Supplier<Delivery> fresh;
    private final Room room;
    private final Runnable urgent;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Load> full = new ArrayList<>();
    private Delivery growing;

    /// @param fresh makes an empty delivery
    /// @param room shared with the courier, who gives back what is taken here
    /// @param urgent called when so much waits that the courier should come early
    public Gathering(Supplier<Delivery> fresh, Room room, Runnable urgent) {
        this.fresh = fresh;
        this.room = room;
        this.urgent = urgent;
        growing = fresh.get();
    }

    /// Adds a measure.
    ///
    /// @return false when there is no room; then it is not kept
    /// @throws io.gnocchi.core.model.MalformedException when it cannot be one
    public boolean add(
            String resource,
            Map<String, String> attributes,
            String metric,
            long nanos,
            double value) {
        if (!room.take(1)) {
            return false;
        }
        lock.lock();
        boolean added = false;
        try {
            if (!growing.hasRoom()) {
                full.add(new Load(growing));
                growing = fresh.get();
            }
            growing.add(resource, attributes, metric, nanos, value);
            added = true;
            if (growing.size() % URGENT_MEASURES == 0) {
                urgent.run();
            }
            return true;
        } finally {
            if (!added) {
                room.give(1);
            }
            lock.unlock();
        }
    }

    @Override
    public List<Load> take() {
        lock.lock();
        try {
            var taken = new ArrayList<>(full);
            full.clear();
            if (!growing.isEmpty()) {
                taken.add(new Load(growing));
                growing = fresh.get();
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }
}
