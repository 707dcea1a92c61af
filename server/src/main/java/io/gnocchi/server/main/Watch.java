package io.gnocchi.server.main;

import io.gnocchi.core.incoming.Inbox;
import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.model.CacheCounts;
import io.gnocchi.core.processing.WorkerCounts;
import io.gnocchi.core.segment.SegmentCache;
import io.gnocchi.core.store.CachingStore;
import io.gnocchi.core.store.DiskCache;
import io.gnocchi.core.store.StoreCounts;
import io.gnocchi.server.daemon.Tally;
import io.gnocchi.server.meters.CacheMeters;
import io.gnocchi.server.meters.ClusterMeters;
import io.gnocchi.server.meters.Meters;
import io.gnocchi.server.meters.RecentRate;
import io.gnocchi.server.meters.StoreMeters;
import io.gnocchi.server.meters.WorkerMeters;
import io.gnocchi.server.meters.WriteMeters;
import io.gnocchi.server.settings.Storage;
import io.gnocchi.server.sql.Database;
import io.gnocchi.server.sql.PoolCounts;
import io.gnocchi.server.traces.SpanSender;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// What this process tells about itself: who is asked for it.
final class Watch implements AutoCloseable {
    private final Meters meters = new Meters();
    private final WriteMeters writes;
    private boolean tellsOfCluster;

    Watch(InstantSource clock) {
        this.writes = new WriteMeters(meters, new RecentRate(clock));
    }

    Meters meters() {
        return meters;
    }

    /// Hears of the measures that come in.
    WriteMeters writes() {
        return writes;
    }

    void store(Storage storage, Supplier<StoreCounts> counts) {
        boolean paid =
                switch (storage) {
                    case Storage.Files _ -> false;
                    case Storage.S3 _ -> true;
                };
        StoreMeters.tell(meters, counts, paid);
    }

    void objects(CachingStore cache) {
        cache("objects", cache::counts, cache::usedBytes);
    }

    void disk(DiskCache cache) {
        cache("disk", cache::counts, cache::usedBytes);
    }

    private void cache(String name, Supplier<CacheCounts> counts, DoubleSupplier bytes) {
        CacheMeters.tell(meters, name, counts);
        meters.gauge("gnocchi.cache.bytes", "What a cache takes", bytes, "cache", name);
    }

    /// @param use what the directories are read for
    void directories(String use, SegmentCache cache) {
        CacheMeters.tell(meters, "directories_of_" + use, cache::counts);
    }

    void inbox(Inbox inbox) {
        meters.gauge(
                "gnocchi.inbox.bytes",
                "Memory of the measures that wait to be written",
                inbox::waitingBytes);
    }

    /// @param tally of the daemon by which measures come this way
    void daemon(WriteMeters.Way way, Tally tally) {
        var protocol = WriteMeters.label(way);
        meters.count(
                "gnocchi.daemon.refused",
                "Lines, packets and messages, or values of them, that a daemon could not use",
                tally::allRefused,
                "protocol",
                protocol);
        meters.count(
                "gnocchi.daemon.dropped",
                "Good samples that a daemon could not keep",
                tally::allDropped,
                "protocol",
                protocol);
        var lost = tally.allLost();
        if (lost != null) {
            meters.count(
                    "gnocchi.datagrams.received",
                    "Datagrams that a daemon has read",
                    tally::allReceived,
                    "protocol",
                    protocol);
            meters.count(
                    "gnocchi.datagrams.lost",
                    "Datagrams that came faster than they were read, and so were never read",
                    lost,
                    "protocol",
                    protocol);
        }
    }

    void database(Database database) {
        for (var use : List.of("readers", "writers")) {
            pool(database, use, "active", PoolCounts::active);
            pool(database, use, "idle", PoolCounts::idle);
            meters.gauge(
                    "gnocchi.index.waiting",
                    "Threads that wait for a connection to the index database",
                    () -> database.connections(use).waiting(),
                    "pool",
                    use);
            meters.gauge(
                    "gnocchi.index.connections.most",
                    "Most connections to the index database",
                    () -> database.connections(use).most(),
                    "pool",
                    use);
        }
    }

    private void pool(
            Database database, String use, String state, ToDoubleFunction<PoolCounts> number) {
        meters.gauge(
                "gnocchi.index.connections",
                "Connections to the index database",
                () -> number.applyAsDouble(database.connections(use)),
                "pool",
                use,
                "state",
                state);
    }

    void spans(SpanSender sender) {
        meters.count(
                "gnocchi.spans",
                "Spans, taken by a collector or left out",
                sender::sent,
                "result",
                "sent");
        meters.count(
                "gnocchi.spans",
                "Spans, taken by a collector or left out",
                sender::lost,
                "result",
                "lost");
    }

    void workers(Supplier<WorkerCounts> counts) {
        WorkerMeters.tell(meters, counts);
    }

    /// Once is enough.
    ///
    /// @param workers names of those of this process
    void cluster(Manifest manifest, InstantSource clock, Set<String> workers) {
        if (!tellsOfCluster) {
            ClusterMeters.tell(meters, manifest, clock, workers);
            tellsOfCluster = true;
        }
    }

    @Override
    public void close() {
        meters.close();
    }
}
