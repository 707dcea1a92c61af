package io.gnocchi.server.statsd;

import io.gnocchi.core.model.Timestamps;
import io.gnocchi.server.daemon.Harvest;
import io.gnocchi.server.daemon.Load;
import io.gnocchi.server.daemon.Room;
import io.gnocchi.server.daemon.Tally;
import io.gnocchi.server.intake.Delivery;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What the samples since the last flush amount to.
///
/// Counters add up, each sample divided by its rate. A gauge is its last value; `+1` and `-1`
/// change it. Timers, histograms and distributions keep their samples, so that the archive policy
/// can take any percentile of them. Sets count distinct members. Everything begins anew after a
/// flush, but gauges that are to be kept: those are told again at each.
final class Figures implements Harvest {
    /// How many metrics there may be at a flush.
    static final int MAX_NAMES = Delivery.MAX_METRICS;

    /// How many members of sets and samples of timers.
    private static final int MAX_HELD = 1_000_000;

    private final Supplier<Delivery> fresh;
    private final String resource;
    private final boolean keepsGauges;
    private final Room room;
    private final Tally tally;
    private final InstantSource clock;
    private final RandomGenerator chance;
    private final ReentrantLock lock = new ReentrantLock();

    private Map<String, Amount> counters = new HashMap<>();
    private Map<String, Amount> gauges = new HashMap<>();
    private Map<String, Reservoir> timers = new HashMap<>();
    private Map<String, Members> sets = new HashMap<>();
    private int held;

    /// @param fresh makes an empty delivery
    /// @param resource whose the metrics are
    Figures(
            Supplier<Delivery> fresh,
            String resource,
            boolean keepsGauges,
            Room room,
            Tally tally,
            InstantSource clock,
            RandomGenerator chance) {
        this.fresh = fresh;
        this.resource = resource;
        this.keepsGauges = keepsGauges;
        this.room = room;
        this.tally = tally;
        this.clock = clock;
        this.chance = chance;
    }

    /// A number and when it last changed.
    private static final class Amount {
        private double value;
        private long nanos;

        Amount copy() {
            var copy = new Amount();
            copy.value = value;
            copy.nanos = nanos;
            return copy;
        }
    }

    /// Members of a set, by their hashes, and when it was last spoken of.
    private static final class Members {
        private final Set<Long> hashes = new HashSet<>();
        private long nanos;
    }

    /// Adds a sample.
    ///
    /// @return false when there is no room for all of it
    /// @throws io.gnocchi.core.model.MalformedException when a value is none; nothing is added
    boolean add(Sample sample, long nanos) {
        var values = sample.kind() == SampleKind.SET ? new double[0] : numbers(sample);
        lock.lock();
        try {
            var metric = sample.kind().metric(sample.name());
            return switch (sample.kind()) {
                case COUNTER -> count(metric, values, sample.rate(), nanos);
                case GAUGE -> gauge(metric, sample.values(), values, nanos);
                case TIMER, HISTOGRAM, DISTRIBUTION -> time(metric, values, nanos);
                case SET -> member(metric, sample.values().getFirst(), nanos);
            };
        } finally {
            lock.unlock();
        }
    }

    private static double[] numbers(Sample sample) {
        return sample.values().stream().mapToDouble(Sample::number).toArray();
    }

    private boolean count(String metric, double[] values, double rate, long nanos) {
        var counter = place(counters, metric, Amount::new);
        if (counter == null) {
            return false;
        }
        for (double value : values) {
            counter.value += value / rate;
        }
        counter.nanos = nanos;
        return true;
    }

    private boolean gauge(String metric, List<String> texts, double[] values, long nanos) {
        var gauge = place(gauges, metric, Amount::new);
        if (gauge == null) {
            return false;
        }
        for (int i = 0; i < values.length; i++) {
            boolean relative = texts.get(i).startsWith("+") || texts.get(i).startsWith("-");
            gauge.value = relative ? gauge.value + values[i] : values[i];
        }
        gauge.nanos = nanos;
        return true;
    }

    private boolean time(String metric, double[] values, long nanos) {
        var timer = place(timers, metric, Reservoir::new);
        if (timer == null) {
            return false;
        }
        boolean all = true;
        for (double value : values) {
            int before = timer.size();
            all &= held < MAX_HELD && timer.add(nanos, value, chance);
            held += timer.size() - before;
        }
        return all;
    }

    private boolean member(String metric, String text, long nanos) {
        var set = place(sets, metric, Members::new);
        if (set == null) {
            return false;
        }
        set.nanos = nanos;
        long hash = Hash.of(text);
        if (set.hashes.contains(hash)) {
            return true;
        }
        if (held >= MAX_HELD) {
            return false;
        }
        held++;
        return set.hashes.add(hash);
    }

    private <T> @Nullable T place(Map<String, T> places, String metric, Supplier<T> fresh) {
        var place = places.get(metric);
        if (place == null && names() < MAX_NAMES) {
            place = fresh.get();
            places.put(metric, place);
        }
        return place;
    }

    private int names() {
        return counters.size() + gauges.size() + timers.size() + sets.size();
    }

    /// What has come since the last flush, of which nothing changes any more.
    private record Past(
            Map<String, Amount> counters,
            Map<String, Amount> gauges,
            Map<String, Reservoir> timers,
            Map<String, Members> sets) {}

    @Override
    public List<Load> take() {
        var delivery = fresh.get();
        pour(delivery, past());
        if (delivery.isEmpty()) {
            return List.of();
        }
        if (!room.take(delivery.size())) {
            tally.dropped(delivery.size(), () -> "too many measures wait to be handed in");
            return List.of();
        }
        return List.of(new Load(delivery));
    }

    /// All that has come; it begins anew. Who takes samples waits only for this.
    private Past past() {
        lock.lock();
        try {
            var past = new Past(counters, gauges, timers, sets);
            counters = new HashMap<>();
            gauges = keepsGauges ? copied(gauges) : new HashMap<>();
            timers = new HashMap<>();
            sets = new HashMap<>();
            held = 0;
            return past;
        } finally {
            lock.unlock();
        }
    }

    private static Map<String, Amount> copied(Map<String, Amount> amounts) {
        var copies = HashMap.<String, Amount>newHashMap(amounts.size());
        amounts.forEach((name, amount) -> copies.put(name, amount.copy()));
        return copies;
    }

    private void pour(Delivery delivery, Past past) {
        long now = Timestamps.nanos(clock.instant());
        past.counters.forEach(
                (name, counter) -> pour(delivery, name, counter.nanos, counter.value));
        past.gauges.forEach((name, gauge) ->
                pour(delivery, name, keepsGauges ? now : gauge.nanos, gauge.value));
        past.timers.forEach((name, timer) -> timer.pour(delivery, resource, name));
        past.sets.forEach((name, set) -> pour(delivery, name, set.nanos, set.hashes.size()));
    }

    private void pour(Delivery delivery, String metric, long nanos, double value) {
        delivery.add(resource, Map.of(), metric, nanos, value);
    }
}
