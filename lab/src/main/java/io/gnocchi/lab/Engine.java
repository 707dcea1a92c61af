package io.gnocchi.lab;

import io.gnocchi.core.incoming.Inbox;
import io.gnocchi.core.incoming.InboxSettings;
import io.gnocchi.core.index.Index;
import io.gnocchi.core.index.NewMetric;
import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.processing.Worker;
import io.gnocchi.core.processing.WorkerSettings;
import io.gnocchi.core.segment.ObjectNames;
import io.gnocchi.core.segment.SegmentCache;
import io.gnocchi.core.store.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/// The engine in this process, over doors that somebody else opened, on a clock that only moves
/// when told. Everything is done in the caller's thread, the same from every start.
public final class Engine {
    /// Metrics created at a time.
    private static final int CREATED_AT_ONCE = 10_000;

    private final SplittableRandom random = new SplittableRandom(1);
    private final Manifest manifest;
    private final Index index;
    private final ObjectNames names;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    public Engine(Manifest manifest, Index index) {
        this.manifest = manifest;
        this.index = index;
        this.names = new ObjectNames(this::now, random);
    }

    public Instant now() {
        return now;
    }

    public long nowNanos() {
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    public void pass(Duration time) {
        now = now.plus(time);
    }

    /// The chance that everything here depends on.
    public SplittableRandom random() {
        return random;
    }

    /// Creates a policy, and metrics that have it.
    public List<Metric> createMetrics(int count, ArchivePolicy policy) {
        index.createArchivePolicy(policy);
        var metrics = new ArrayList<Metric>(count);
        while (metrics.size() < count) {
            var created = new ArrayList<NewMetric>();
            for (int i = Math.min(CREATED_AT_ONCE, count - metrics.size()); i > 0; i--) {
                var id = new UUID(random.nextLong(), random.nextLong());
                created.add(new NewMetric(id, null, null, null, null, policy.name()));
                metrics.add(new Metric(id, null, null, null, null, policy));
            }
            index.createMetrics(created);
        }
        return metrics;
    }

    /// An API node's inbox, with the limits of S3.
    public Inbox inbox(ObjectStore store) {
        return new Inbox(
                store,
                manifest,
                names,
                this::now,
                new InboxSettings(Duration.ofSeconds(1), 16L << 20, 256L << 20));
    }

    /// The only worker.
    ///
    /// @param directoryEntries how many lines of directories it remembers
    public Worker worker(ObjectStore store, long directoryEntries) {
        return worker(store, directoryEntries, WorkerSettings.defaults());
    }

    /// The only worker, where hours pass at once and the sizes that it goes by are others than
    /// usual.
    ///
    /// @param segmentBytes archive segments of this size are not merged any more
    /// @param archivingBytes from so many bytes of hot parts on aggregates are archived
    public Worker worker(ObjectStore store, int segmentBytes, long archivingBytes) {
        var usual = WorkerSettings.defaults();
        return worker(
                store,
                1_000_000,
                new WorkerSettings(
                        Duration.ofDays(1),
                        usual.foldBytes(),
                        usual.fanout(),
                        segmentBytes,
                        archivingBytes,
                        usual.garbageGrace(),
                        usual.orphanAge(),
                        usual.damagePatience(),
                        usual.expungeLimit()));
    }

    private Worker worker(ObjectStore store, long directoryEntries, WorkerSettings settings) {
        return new Worker(
                "worker",
                manifest,
                store,
                index,
                new SegmentCache(store, directoryEntries),
                names,
                this::now,
                settings);
    }
}
