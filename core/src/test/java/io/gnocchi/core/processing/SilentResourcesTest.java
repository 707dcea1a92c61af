package io.gnocchi.core.processing;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.incoming.Inbox;
import io.gnocchi.core.incoming.InboxSettings;
import io.gnocchi.core.incoming.Posted;
import io.gnocchi.core.index.Filter;
import io.gnocchi.core.index.MemoryIndex;
import io.gnocchi.core.index.MetricSource;
import io.gnocchi.core.index.NewResource;
import io.gnocchi.core.index.Page;
import io.gnocchi.core.index.ResourceQuery;
import io.gnocchi.core.manifest.MemoryManifest;
import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Resource;
import io.gnocchi.core.model.Retention;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.model.Timespan;
import io.gnocchi.core.segment.ObjectNames;
import io.gnocchi.core.segment.SegmentCache;
import io.gnocchi.core.store.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Resources end when their metrics are silent for an hour, live again when they are not, and are
/// deleted a day later. Metricd cleans up every five minutes.
class SilentResourcesTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final Upkeep UPKEEP = new Upkeep(FIVE_MINUTES, HOUR, HOUR, Duration.ofDays(1));

    private Instant now = NOON;
    private final MemoryIndex index = new MemoryIndex(() -> now);
    private final MemoryManifest manifest = new MemoryManifest(new Sacks(4));
    private final MemoryStore store = new MemoryStore();
    private final ObjectNames names = new ObjectNames(() -> now, new Random(5));
    private final Inbox inbox =
            new Inbox(
                    store, manifest, names, () -> now, new InboxSettings(Duration.ZERO, 999, 9999));
    private final Worker worker = worker("steady", UPKEEP);

    @BeforeEach
    void createPolicy() {
        var methods = new TreeSet<AggregationMethod>();
        methods.add(AggregationMethod.of(AggregationMethod.Kind.SUM));
        var kept = List.of(new Retention(new Timespan(60_000_000_000L), null));
        index.createArchivePolicy(new ArchivePolicy("p", 3, kept, methods));
    }

    private Worker worker(String name, Upkeep upkeep) {
        var settings = WorkerSettings.defaults().withUpkeep(upkeep);
        var segments = new SegmentCache(store, 1000);
        return new Worker(name, manifest, store, index, segments, names, () -> now, settings);
    }

    private UUID resource(String metric) {
        var id = new UUID(0x4000, metric.hashCode());
        index.createResource(
                new NewResource(
                        id,
                        metric,
                        "generic",
                        "me",
                        null,
                        null,
                        now,
                        null,
                        now,
                        new TreeMap<>(),
                        Map.of(
                                metric,
                                new MetricSource.Fresh(new UUID(1, id.hashCode()), "p", null))));
        return id;
    }

    private void measure(UUID resource) {
        var metric = index.metricsOf(List.of(resource)).getFirst();
        long nanos = now.getEpochSecond() * 1_000_000_000L;
        var receipt =
                inbox.join(
                        List.of(
                                new Posted(
                                        metric,
                                        new Measures(new long[] {nanos}, new double[] {1}))));
        inbox.flush();
        assertThat(receipt.isAcknowledged()).isTrue();
    }

    /// Metricd runs for a while, every five minutes.
    private void run(Duration length) {
        for (var end = now.plus(length); now.isBefore(end); now = now.plus(FIVE_MINUTES)) {
            worker.runOnce();
            worker.cleanUp();
        }
    }

    private boolean isEnded(UUID resource) {
        return index.resource("generic", resource).endedAt() != null;
    }

    private List<Resource> revisions(UUID resource) {
        var ofId = new Filter.Compare("id", Filter.Comparison.EQUAL, resource);
        return index.searchResources(
                new ResourceQuery("generic", ofId, true, false, new Page(100, null, List.of())));
    }

    @Test
    void resourceEndsAfterAnHourOfSilenceAndLivesAgainWithItsNextMeasure() {
        var resource = resource("cpu");
        run(HOUR);
        measure(resource);
        run(HOUR);
        assertThat(isEnded(resource)).isFalse();
        run(Duration.ofMinutes(30));
        assertThat(isEnded(resource)).isTrue();
        measure(resource);
        run(FIVE_MINUTES);
        assertThat(isEnded(resource)).isFalse();
        assertThat(revisions(resource)).hasSize(3);
    }

    @Test
    void resourceWithSteadyMeasuresNeverEnds() {
        var resource = resource("cpu");
        for (int hour = 0; hour < 24; hour++) {
            run(Duration.ofMinutes(50));
            measure(resource);
        }
        assertThat(revisions(resource)).hasSize(1);
    }

    @Test
    void endedResourceIsDeletedADayLater() {
        var resource = resource("cpu");
        run(Duration.ofHours(3));
        assertThat(isEnded(resource)).isTrue();
        run(Duration.ofHours(25));
        assertThat(index.resources(List.of(resource))).isEmpty();
        assertThat(index.metricsOf(List.of(resource))).isEmpty();
    }

    @Test
    void nobodyIsCalledSilentWhileNobodyListened() {
        var resource = resource("cpu");
        run(Duration.ofMinutes(10));
        now = now.plus(Duration.ofDays(7));
        run(HOUR);
        assertThat(isEnded(resource)).isFalse();
        run(HOUR);
        assertThat(isEnded(resource)).isTrue();
    }

    @Test
    void nobodyIsCalledSilentWhileMeasuresWaitForLong() {
        var resource = resource("cpu");
        run(HOUR);
        measure(resource);
        for (int round = 0; round < 40; round++) {
            worker.cleanUp();
            now = now.plus(FIVE_MINUTES);
        }
        assertThat(isEnded(resource)).isFalse();
    }

    @Test
    void withoutTheOptionNothingEndsButMeasuresStillRevive() {
        var plain = worker("plain", new Upkeep(FIVE_MINUTES, HOUR, null, null));
        var resource = resource("cpu");
        index.endSilentResources(now.plusSeconds(1), now, 10);
        now = now.plus(HOUR);
        measure(resource);
        plain.runOnce();
        assertThat(isEnded(resource)).isFalse();
        now = now.plus(Duration.ofDays(9));
        plain.cleanUp();
        assertThat(isEnded(resource)).isFalse();
    }

    @Test
    void workersWhoseIndexDiesBeforeOrAfterTheEffectEndEachResourceOnce() {
        for (int number = 0; number < 50; number++) {
            resource("cpu" + number);
        }
        run(HOUR);
        now = now.plus(Duration.ofMinutes(8));
        run(Duration.ofMinutes(5));
        var dying = new DyingIndex(index, 3);
        for (int life = 0; life < 40; life++) {
            now = now.plus(Duration.ofMinutes(6));
            var settings = WorkerSettings.defaults().withUpkeep(UPKEEP);
            var mortal =
                    new Worker(
                            "mortal " + life,
                            manifest,
                            store,
                            dying.index(),
                            new SegmentCache(store, 1000),
                            names,
                            () -> now,
                            settings);
            dying.survives(mortal::runOnce);
            dying.survives(mortal::cleanUp);
        }
        assertThat(dying.deaths()).isPositive();
        for (int number = 0; number < 50; number++) {
            assertThat(revisions(new UUID(0x4000, ("cpu" + number).hashCode()))).hasSize(2);
        }
    }

    @Test
    void twoWorkersShareTheDutiesOfTheCluster() {
        var other = worker("other", UPKEEP);
        worker.cleanUp();
        assertThat(orphansAfter(other)).isTrue();
        now = now.plus(HOUR);
        assertThat(orphansAfter(other)).isFalse();
    }

    /// Whether an object nobody knows is still there after a clean-up.
    private boolean orphansAfter(Worker cleaner) {
        var key = "batch/%010x-%016x".formatted(now.minus(HOUR).getEpochSecond() - 9, 7);
        store.putIfAbsent(key, new byte[1]);
        cleaner.cleanUp();
        now = now.plus(Duration.ofMinutes(6));
        cleaner.cleanUp();
        return !store.list(key).isEmpty();
    }
}
