package io.gnocchi.lab;

import io.gnocchi.core.incoming.Inbox;
import io.gnocchi.core.incoming.Posted;
import io.gnocchi.core.index.MemoryIndex;
import io.gnocchi.core.manifest.MemoryManifest;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.processing.Worker;
import io.gnocchi.core.store.CachingStore;
import io.gnocchi.core.store.CountingStore;
import io.gnocchi.core.store.MemoryStore;
import io.gnocchi.core.store.StoreCounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What an object store would bill: metrics that get one point a minute, one api node that flushes
/// every second, one worker that folds every minute, on a simulated clock.
public final class RequestAccount {
    private static final int FLUSHES = 60;

    private final CountingStore counting = new CountingStore(new MemoryStore());
    private final Engine engine =
            new Engine(new MemoryManifest(new Sacks(Sacks.DEFAULT_COUNT)), new MemoryIndex());
    private final List<Metric> metrics;
    private final Inbox inbox;
    private final Worker worker;

    private RequestAccount(int metricCount, ArchivePolicy policy) {
        var store = new CachingStore(counting, 512L << 20);
        this.metrics = engine.createMetrics(metricCount, policy);
        this.inbox = engine.inbox(store);
        this.worker = engine.worker(store, 50L * metricCount);
    }

    /// Requests of so many minutes.
    public static StoreCounts of(int metricCount, ArchivePolicy policy, int minutes) {
        var account = new RequestAccount(metricCount, policy);
        for (int minute = 0; minute < minutes; minute++) {
            account.passMinute();
        }
        return account.counting.counts();
    }

    private void passMinute() {
        for (int flush = 0; flush < FLUSHES; flush++) {
            var posted = new ArrayList<Posted>();
            for (int i = flush; i < metrics.size(); i += FLUSHES) {
                var timestamp = engine.nowNanos();
                var value = engine.random().nextInt(10_000) / 100.0;
                posted.add(
                        new Posted(
                                metrics.get(i),
                                new Measures(new long[] {timestamp}, new double[] {value})));
            }
            var receipt = inbox.join(posted);
            inbox.flush();
            receipt.await();
            engine.pass(Duration.ofSeconds(1));
        }
        worker.runOnce();
    }
}
