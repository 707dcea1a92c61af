package io.gnocchi.lab.growth;

import static java.util.Objects.requireNonNull;

import io.gnocchi.core.incoming.Inbox;
import io.gnocchi.core.incoming.Posted;
import io.gnocchi.core.index.FoundMetrics;
import io.gnocchi.core.index.Index;
import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.processing.Worker;
import io.gnocchi.core.store.CachingStore;
import io.gnocchi.core.store.CountingStore;
import io.gnocchi.core.store.FileStore;
import io.gnocchi.core.store.ObjectStore;
import io.gnocchi.core.store.StoreCounts;
import io.gnocchi.lab.Engine;
import io.gnocchi.server.sql.Database;
import io.gnocchi.server.sql.SqlIndex;
import io.gnocchi.server.sql.SqlManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Some minutes with one point a metric each, over files and SQLite: an API node that flushes every
/// second and a worker that folds every minute, each with memory of its own, taking turns in one
/// thread. The clock is simulated, the CPU time is not.
final class Passage {
    private static final int FLUSHES = 60;

    /// Metrics are looked up in one flush of so many; that is often enough to see what it takes.
    private static final int FLUSHES_A_LOOK = 20;

    /// As a server with a heap of four gigabytes.
    private static final int MOST_FOUND = 200_000;

    /// Queries that an API node has answered when its memory is looked at.
    private static final int QUERIES_BEFORE_THE_LOOK = 200;

    private static final int UNCOUNTED_QUERIES = 5;
    private static final int QUERIES = 10;

    private final Setting setting;
    private final Index index;
    private final Manifest manifest;
    private final ObjectStore files;
    private final Engine engine;
    private final List<Metric> metrics;
    private final CpuTime lookUps = new CpuTime();
    private final CpuTime accepts = new CpuTime();
    private final CpuTime folds = new CpuTime();
    private final CpuTime merges = new CpuTime();
    private StoreCounts foldCounts = StoreCounts.NONE;
    private long lookedUp;
    private @Nullable Api api;
    private @Nullable Metricd metricd;

    private Passage(int count, Setting setting, Index index, Manifest manifest, ObjectStore files) {
        this.setting = setting;
        this.index = index;
        this.manifest = manifest;
        this.files = files;
        this.engine = new Engine(manifest, index);
        this.metrics = engine.createMetrics(count, setting.policy());
        var toApi = new CountingStore(files);
        this.api =
                new Api(
                        toApi,
                        engine.inbox(new CachingStore(toApi, setting.objectBytes())),
                        new FoundMetrics<>(index, MOST_FOUND),
                        new Reading(manifest, files, setting));
        var toMetricd = new CountingStore(files);
        var cached = new CachingStore(toMetricd, setting.objectBytes());
        this.metricd = new Metricd(toMetricd, engine.worker(cached, setting.directoryLines()));
    }

    /// What an API node works with, and remembers.
    private record Api(
            CountingStore store, Inbox inbox, FoundMetrics<UUID> found, Reading reading) {}

    /// What the worker works with, and remembers.
    private record Metricd(CountingStore store, Worker worker) {}

    /// @param folder for the data; it must not be there
    static Costs of(int count, Setting setting, Path folder) throws IOException {
        System.err.printf("%,d metrics%n", count);
        Files.createDirectories(folder);
        var url = "jdbc:sqlite:" + folder.resolve("index.sqlite");
        try (var database = Database.open(url, null, null)) {
            database.migrate();
            SqlManifest.initialise(database, new Sacks(Sacks.DEFAULT_COUNT));
            try (var manifest = SqlManifest.open(database);
                    var index = new SqlIndex(database);
                    var files = new FileStore(folder.resolve("objects"))) {
                return new Passage(count, setting, index, manifest, files).costs();
            }
        }
    }

    private Costs costs() {
        long started = System.nanoTime();
        for (int minute = 1; minute <= setting.minutes(); minute++) {
            passMinute(requireNonNull(api), requireNonNull(metricd));
            System.err.printf(
                    "  %d of %d minutes, %d s%n",
                    minute, setting.minutes(), (System.nanoTime() - started) / 1_000_000_000L);
        }
        long measures = (long) metrics.size() * setting.minutes();
        var one = query(1);
        var hundred = query(Math.min(100, metrics.size()));
        var toApi = requireNonNull(api).store().counts();
        var toMetricd = requireNonNull(metricd).store().counts();
        long workerBytes = bytesOfMetricd();
        long apiBytes = bytesOfApi();
        return new Costs(
                metrics.size(),
                lookUps.microsOfEach(lookedUp),
                accepts.microsOfEach(measures),
                folds.microsOfEach(measures),
                merges.microsOfEach(measures),
                toApi,
                foldCounts,
                toMetricd.since(foldCounts),
                apiBytes,
                workerBytes,
                one,
                hundred,
                (System.nanoTime() - started) / 1e9);
    }

    private void passMinute(Api node, Metricd folding) {
        for (int flush = 0; flush < FLUSHES; flush++) {
            var posted = new ArrayList<Posted>();
            for (int i = flush; i < metrics.size(); i += FLUSHES) {
                var value = engine.random().nextInt(10_000) / 100.0;
                var measures = new Measures(new long[] {engine.nowNanos()}, new double[] {value});
                posted.add(new Posted(metrics.get(i), measures));
            }
            if (flush % FLUSHES_A_LOOK == 0) {
                lookUps.spend(() -> lookUp(node.found(), posted));
                lookedUp += posted.size();
            }
            accepts.spend(() -> {
                var receipt = node.inbox().join(posted);
                node.inbox().flush();
                receipt.await();
            });
            engine.pass(Duration.ofSeconds(1));
        }
        var before = folding.store().counts();
        folds.spend(() -> folding.worker().foldUntil(Integer.MAX_VALUE));
        foldCounts = foldCounts.plus(folding.store().counts().since(before));
        merges.spend(() -> folding.worker().runOnce());
    }

    /// As the route of batches does.
    private void lookUp(FoundMetrics<UUID> found, List<Posted> posted) {
        var ids = posted.stream().map(one -> one.metric().id()).toList();
        var known =
                found.of(
                        ids,
                        () -> {
                            var byId = new HashMap<UUID, Metric>();
                            index.metrics(ids).forEach(metric -> byId.put(metric.id(), metric));
                            return byId;
                        });
        if (known.size() != ids.size()) {
            throw new IllegalStateException(known.size() + " of " + ids.size() + " metrics");
        }
    }

    /// The same query twice by a process that remembers nothing, of other metrics each time.
    private Costs.Query query(int size) {
        var cold = new CpuTime();
        var warm = new CpuTime();
        double coldGets = 0;
        double coldBytes = 0;
        double warmGets = 0;
        for (int i = -UNCOUNTED_QUERIES; i < QUERIES; i++) {
            var asked = some(size);
            var reading = new Reading(manifest, files, setting);
            (i < 0 ? new CpuTime() : cold).spend(() -> read(reading, asked));
            var first = reading.counts();
            (i < 0 ? new CpuTime() : warm).spend(() -> read(reading, asked));
            if (i >= 0) {
                coldGets += first.gets();
                coldBytes += first.getBytes();
                warmGets += reading.counts().since(first).gets();
            }
        }
        return new Costs.Query(
                coldGets / QUERIES,
                coldBytes / QUERIES,
                cold.microsOfEach(QUERIES),
                warmGets / QUERIES,
                warm.microsOfEach(QUERIES));
    }

    private List<Metric> some(int size) {
        return engine.random()
                .ints(0, metrics.size())
                .distinct()
                .limit(size)
                .mapToObj(metrics::get)
                .toList();
    }

    private void read(Reading reading, List<Metric> asked) {
        if (reading.means(asked, engine.nowNanos()) == 0) {
            throw new IllegalStateException("no points of " + asked);
        }
    }

    private long bytesOfMetricd() {
        long with = Heap.liveBytes();
        metricd = null;
        return with - Heap.liveBytes();
    }

    private long bytesOfApi() {
        for (int i = 0; i < QUERIES_BEFORE_THE_LOOK; i++) {
            read(requireNonNull(api).reading(), some(1));
        }
        long with = Heap.liveBytes();
        api = null;
        return with - Heap.liveBytes();
    }
}
