package io.gnocchi.lab.sim;

import io.gnocchi.core.index.MetricChange;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.TimeRange;
import java.time.Duration;
import java.util.List;

/// Who deletes a metric, removes measures and changes policies.
final class Users {
    private final World world;
    private final Writers writers;
    private final Ledger ledger;

    Users(World world, Writers writers, Ledger ledger) {
        this.world = world;
        this.writers = writers;
        this.ledger = ledger;
    }

    void enter() {
        world.stage.enter("user", this::deleteSomeMetric);
        world.stage.enter("another user", this::eraseAndTurn);
    }

    private void deleteSomeMetric() {
        for (int i = 0; i < 100; i++) {
            world.stage.pause();
        }
        if (world.random.nextBoolean()) {
            var id = world.metrics.keySet().iterator().next();
            world.deleted.add(id);
            world.index.deleteMetric(id);
        }
    }

    /// Of a few metrics, not in every run.
    private void eraseAndTurn() {
        var random = world.random;
        int often = random.nextInt(3);
        for (int i = 0; i < 40 && !world.isSettling(); i++) {
            for (int patience = random.nextInt(15); patience > 0; patience--) {
                world.stage.pause();
            }
            var metric = List.copyOf(world.metrics.values()).get(random.nextInt(3));
            if (world.isSettling() || world.deleted.contains(metric.id())) {
                continue;
            }
            if (random.nextInt(4) < often) {
                var range = someRange();
                var stale = writers.sometimesStale(metric);
                ledger.erased(range, writers.someInbox().joinErasure(stale, range));
            }
            if (random.nextInt(8) < often) {
                turn(metric);
            }
        }
    }

    private void turn(Metric metric) {
        var name = "policy " + metric.name() + " " + world.formerly.size();
        var policy = world.policies.next(name);
        world.index.createArchivePolicy(policy);
        var change = new MetricChange(policy.name(), null);
        var changed = world.index.updateMetric(metric.id(), change);
        world.formerly.add(metric);
        world.metrics.put(metric.id(), changed);
    }

    /// Short or long, round or not, mostly around a moving now.
    private TimeRange someRange() {
        var random = world.random;
        long start = world.measuredNanos() - random.nextLong(Duration.ofSeconds(200).toNanos());
        long length =
                1 + random.nextLong(Duration.ofSeconds(random.nextBoolean() ? 20 : 300).toNanos());
        long stop = start + length;
        if (random.nextBoolean()) {
            start = start / 10_000_000_000L * 10_000_000_000L;
            stop = stop / 10_000_000_000L * 10_000_000_000L + 10_000_000_000L;
        }
        boolean endless = random.nextInt(20) == 0;
        return new TimeRange(start, endless ? Long.MAX_VALUE : stop);
    }
}
