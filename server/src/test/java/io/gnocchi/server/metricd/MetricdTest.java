package io.gnocchi.server.metricd;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.incoming.Inbox;
import io.gnocchi.core.incoming.InboxSettings;
import io.gnocchi.core.incoming.Posted;
import io.gnocchi.core.index.MemoryIndex;
import io.gnocchi.core.index.NewMetric;
import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.manifest.MemoryManifest;
import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Retention;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.model.Timespan;
import io.gnocchi.core.processing.Worker;
import io.gnocchi.core.processing.WorkerSettings;
import io.gnocchi.core.segment.ObjectNames;
import io.gnocchi.core.segment.SegmentCache;
import io.gnocchi.core.store.MemoryStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MetricdTest {
    private static final Timespan MINUTE = new Timespan(60_000_000_000L);
    private static final Duration OFTEN = Duration.ofMillis(2);
    private static final Duration NEVER = Duration.ofDays(1);

    private final InstantSource clock = InstantSource.system();
    private final MemoryStore store = new MemoryStore();
    private final MemoryIndex index = new MemoryIndex();
    private final Manifest manifest = new MemoryManifest(new Sacks(4));
    private final ObjectNames names = new ObjectNames(clock, new SplittableRandom(7));
    private final SegmentCache segments = new SegmentCache(store, 1000);

    @Test
    void postedMeasuresAreFoldedByOneOfTheWorkers() throws InterruptedException {
        var settings = new MetricdSettings(OFTEN, OFTEN, NEVER, NEVER, NEVER);
        try (var metricd =
                new Metricd(List.of(worker("one"), worker("two")), manifest, clock, settings)) {
            metricd.start();
            post();
            awaitEmptyBacklog();
        }

        assertThat(manifest.unfolded()).isEmpty();
    }

    @Test
    void whatIsFoldedIsCounted() throws InterruptedException {
        var settings = new MetricdSettings(OFTEN, OFTEN, NEVER, null, NEVER);
        try (var metricd =
                new Metricd(List.of(worker("one"), worker("two")), manifest, clock, settings)) {
            metricd.start();
            post();
            awaitEmptyBacklog();
            while (metricd.counts().folds() == 0) {
                Thread.sleep(OFTEN);
            }

            assertThat(metricd.counts().foldedMetrics()).isEqualTo(1);
            assertThat(metricd.counts().foldedMeasures()).isEqualTo(1);
            assertThat(metricd.counts().lateMeasures()).isZero();
            assertThat(metricd.counts().foldedBytes()).isPositive();
            assertThat(metricd.counts().merges()).isZero();
        }
    }

    @Test
    void closeGivesTheSacksBack() throws InterruptedException {
        var settings = new MetricdSettings(OFTEN, NEVER, NEVER, null, NEVER);
        var metricd = new Metricd(List.of(worker("one")), manifest, clock, settings);
        metricd.start();
        awaitWorkers(List.of("one"));

        metricd.close();

        assertThat(manifest.workers(clock.instant())).isEmpty();
    }

    @Test
    void workerThatPausesForLongKeepsItsSacks() throws InterruptedException {
        var settings = new MetricdSettings(OFTEN, NEVER, NEVER, null, NEVER);
        try (var metricd = new Metricd(List.of(worker("one")), manifest, clock, settings)) {
            metricd.start();
            awaitWorkers(List.of("one"));
            var later = clock.instant().plus(WorkerSettings.defaults().leaseTerm());
            while (manifest.workers(later).isEmpty()) {
                Thread.sleep(OFTEN);
            }

            assertThat(manifest.lease("two", clock.instant(), NEVER)).isEmpty();
        }
    }

    private Worker worker(String name) {
        return new Worker(
                name, manifest, store, index, segments, names, clock, WorkerSettings.defaults());
    }

    private void post() {
        index.createArchivePolicy(
                new ArchivePolicy(
                        "minutes",
                        0,
                        List.of(new Retention(MINUTE, null)),
                        new TreeSet<>(List.of(AggregationMethod.parse("mean")))));
        var metric = new NewMetric(new UUID(0, 5), "admin", null, null, null, "minutes");
        var created = index.createMetrics(List.of(metric)).getFirst();
        var inbox =
                new Inbox(
                        store,
                        manifest,
                        names,
                        clock,
                        new InboxSettings(Duration.ZERO, 9999, 9999));
        var receipt =
                inbox.join(
                        List.of(
                                new Posted(
                                        created,
                                        new Measures(new long[] {1}, new double[] {2.0}))));
        inbox.flush();
        assertThat(receipt.isAcknowledged()).isTrue();
    }

    private void awaitEmptyBacklog() throws InterruptedException {
        while (manifest.backlog().bundles() > 0) {
            Thread.sleep(OFTEN);
        }
    }

    private void awaitWorkers(List<String> workers) throws InterruptedException {
        while (!manifest.workers(clock.instant()).equals(workers)) {
            Thread.sleep(OFTEN);
        }
    }
}
