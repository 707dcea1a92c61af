package io.gnocchi.lab;

import io.gnocchi.core.incoming.Inbox;
import io.gnocchi.core.incoming.InboxSettings;
import io.gnocchi.core.incoming.Posted;
import io.gnocchi.core.index.MemoryIndex;
import io.gnocchi.core.index.NewMetric;
import io.gnocchi.core.manifest.MemoryManifest;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.processing.Worker;
import io.gnocchi.core.processing.WorkerSettings;
import io.gnocchi.core.segment.ObjectNames;
import io.gnocchi.core.segment.SegmentCache;
import io.gnocchi.core.store.CachingStore;
import io.gnocchi.core.store.CountingStore;
import io.gnocchi.core.store.MemoryStore;
import io.gnocchi.core.store.StoreCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/// What an object store would bill: metrics that get one point a minute, one api node that flushes
/// every second, one worker that folds every minute, on a simulated clock.
public final class RequestAccount {
    private static final int FLUSHES = 60;

    private final SplittableRandom random = new SplittableRandom(1);
    private final CountingStore counting = new CountingStore(new MemoryStore());
    private final List<Metric> metrics = new ArrayList<>();
    private final Inbox inbox;
    private final Worker worker;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private RequestAccount(int metricCount, ArchivePolicy policy) {
        var store = new CachingStore(counting, 512L << 20);
        var manifest = new MemoryManifest(new Sacks(Sacks.DEFAULT_COUNT));
        var index = new MemoryIndex();
        var names = new ObjectNames(() -> now, random);
        index.createArchivePolicy(policy);
        var created = new ArrayList<NewMetric>();
        for (int i = 0; i < metricCount; i++) {
            var id = new UUID(random.nextLong(), random.nextLong());
            created.add(new NewMetric(id, null, null, null, null, policy.name()));
            metrics.add(new Metric(id, null, null, null, null, policy));
        }
        index.createMetrics(created);
        this.inbox =
                new Inbox(
                        store,
                        manifest,
                        names,
                        () -> now,
                        new InboxSettings(Duration.ofSeconds(1), 16L << 20, 256L << 20));
        this.worker =
                new Worker(
                        "worker",
                        manifest,
                        store,
                        index,
                        new SegmentCache(store, 50L * metricCount),
                        names,
                        () -> now,
                        WorkerSettings.defaults());
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
                var timestamp = now.getEpochSecond() * 1_000_000_000L;
                var value = random.nextInt(10_000) / 100.0;
                posted.add(
                        new Posted(
                                metrics.get(i),
                                new Measures(new long[] {timestamp}, new double[] {value})));
            }
            var receipt = inbox.join(posted);
            inbox.flush();
            receipt.await();
            now = now.plusSeconds(1);
        }
        worker.runOnce();
    }
}
