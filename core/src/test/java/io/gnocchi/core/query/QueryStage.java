package io.gnocchi.core.query;

import io.gnocchi.core.incoming.Inbox;
import io.gnocchi.core.incoming.InboxSettings;
import io.gnocchi.core.incoming.Posted;
import io.gnocchi.core.index.MemoryIndex;
import io.gnocchi.core.index.NewMetric;
import io.gnocchi.core.manifest.MemoryManifest;
import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Retention;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.model.TimeRange;
import io.gnocchi.core.model.Timespan;
import io.gnocchi.core.processing.Worker;
import io.gnocchi.core.processing.WorkerSettings;
import io.gnocchi.core.segment.BatchEntry;
import io.gnocchi.core.segment.ObjectNames;
import io.gnocchi.core.segment.SegmentCache;
import io.gnocchi.core.store.CachingStore;
import io.gnocchi.core.store.CountingStore;
import io.gnocchi.core.store.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Metrics, measures and a worker, all in memory.
final class QueryStage {
    private static final long REMEMBERED_BYTES = 16 << 20;
    static final long SECOND = 1_000_000_000;
    static final long MINUTE = 60 * SECOND;

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

    final CountingStore store = new CountingStore(new MemoryStore());
    private final MemoryManifest manifest;
    private final MemoryIndex index = new MemoryIndex();
    private final ObjectNames names = new ObjectNames(CLOCK, new SplittableRandom(1));
    private final Inbox inbox;
    private final Worker worker;
    private final ArchivePolicy policy;
    private long lastId;

    /// @param methods what the policy of every metric keeps
    QueryStage(int sacks, List<String> methods, Timespan... granularities) {
        manifest = new MemoryManifest(new Sacks(sacks));
        var limits = new InboxSettings(Duration.ZERO, 16_000_000, 160_000_000);
        inbox = new Inbox(store, manifest, names, CLOCK, limits);
        worker = worker(WorkerSettings.defaults());
        policy =
                new ArchivePolicy(
                        "p",
                        0,
                        Stream.of(granularities).map(each -> new Retention(each, null)).toList(),
                        new TreeSet<>(methods.stream().map(AggregationMethod::parse).toList()));
        index.createArchivePolicy(policy);
    }

    Metric metric() {
        var id = new UUID(0x9e3779b97f4a7c15L * ++lastId, 0x8000000000000000L + lastId);
        return index.createMetrics(
                        List.of(new NewMetric(id, null, null, null, null, policy.name())))
                .getFirst();
    }

    List<Metric> metrics(int count) {
        return IntStream.range(0, count).mapToObj(_ -> metric()).toList();
    }

    /// One request with the same instants for all metrics.
    void post(List<Metric> metrics, long[] timestamps, double... values) {
        var posted = new ArrayList<Posted>();
        for (var metric : metrics) {
            posted.add(new Posted(metric, new Measures(timestamps.clone(), values.clone())));
        }
        inbox.join(posted);
        inbox.flush();
    }

    void post(Metric metric, long[] timestamps, double... values) {
        post(List.of(metric), timestamps, values);
    }

    /// Imports measures.
    void load(Metric metric, long[] timestamps, double... values) {
        inbox.join(List.of(new Posted(metric, new Measures(timestamps.clone(), values), true)));
        inbox.flush();
    }

    /// Posts measures and tells how many of them came too late.
    long late(LatenessReader lateness, Metric metric, long... timestamps) {
        return posted(lateness, metric, timestamps).getAsLong();
    }

    /// Posts measures.
    ///
    /// @return tells how many of them came too late when it is asked
    LongSupplier posted(LatenessReader lateness, Metric metric, long... timestamps) {
        var before = lateness.before(List.of(metric.id()));
        var posted = new Posted(metric, new Measures(timestamps, new double[timestamps.length]));
        var receipt = inbox.join(List.of(posted));
        inbox.flush();
        var place = Objects.requireNonNull(receipt.place());
        var own = List.of(new BatchEntry(metric.id(), posted.request()));
        return () ->
                lateness.late(before, place.ordinal(), place.earlier(), own)
                        .getOrDefault(metric.id(), 0L);
    }

    void erase(Metric metric, TimeRange range) {
        inbox.joinErasure(metric, range);
        inbox.flush();
    }

    /// Folds, and merges what is hot into archives.
    void archive() {
        var eager =
                new WorkerSettings(
                        Duration.ofSeconds(7),
                        1 << 20,
                        2,
                        1 << 20,
                        0,
                        Duration.ZERO,
                        Duration.ofHours(1),
                        Duration.ZERO,
                        100);
        worker(eager).runOnce();
    }

    private Worker worker(WorkerSettings settings) {
        return new Worker(
                "w",
                manifest,
                store,
                index,
                new SegmentCache(store, 1_000_000),
                names,
                CLOCK,
                settings);
    }

    void fold() {
        worker.runOnce();
    }

    /// A reader that knows nothing yet.
    MeasuresReader reader() {
        return new MeasuresReader(manifest, store, new SegmentCache(store, 1_000_000));
    }

    /// The same with so much memory.
    MeasuresReader reader(CellPool pool) {
        var segments = new SegmentCache(store, 1_000_000);
        return new MeasuresReader(manifest, store, segments, Crew.ALONE, pool);
    }

    /// The same, but it remembers what it has read of the store.
    MeasuresReader rememberingReader() {
        var remembering = new CachingStore(store, REMEMBERED_BYTES);
        int longest = CachingStore.longestRemembered(REMEMBERED_BYTES);
        var segments = new SegmentCache(remembering, 1_000_000, longest);
        return new MeasuresReader(manifest, remembering, segments);
    }

    AggregatesReader aggregates() {
        return new AggregatesReader(reader(), new CellPool(10_000, 100_000));
    }

    /// Instants so many seconds after the Epoch.
    static long[] seconds(long... seconds) {
        return LongStream.of(seconds).map(second -> second * SECOND).toArray();
    }

    static List<Double> values(Answer answer) {
        return Arrays.stream(answer.values()).boxed().toList();
    }

    /// Seconds after the Epoch.
    static List<Long> instants(Answer answer) {
        return Arrays.stream(answer.timestamps()).map(at -> at / SECOND).boxed().toList();
    }
}
