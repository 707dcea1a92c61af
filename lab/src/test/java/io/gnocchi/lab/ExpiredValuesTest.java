package io.gnocchi.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.incoming.Posted;
import io.gnocchi.core.index.MemoryIndex;
import io.gnocchi.core.manifest.MemoryManifest;
import io.gnocchi.core.manifest.SegmentPart;
import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Retention;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.model.Timespan;
import io.gnocchi.core.processing.Worker;
import io.gnocchi.core.segment.SegmentReader;
import io.gnocchi.core.store.CountingStore;
import io.gnocchi.core.store.MemoryStore;
import io.gnocchi.core.store.ObjectStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What archives hold of values that have expired, over years.
class ExpiredValuesTest {
    private static final int METRICS = 12;
    private static final int HOURS = 24;
    private static final int HOURLY_DAYS = 20;
    private static final int DAILY_DAYS = 200;

    private static final List<String> METHODS = List.of("count", "mean", "std", "rate:last");

    private final MemoryStore store = new MemoryStore();
    private final MemoryManifest manifest = new MemoryManifest(new Sacks(4));
    private final MemoryIndex index = new MemoryIndex();
    private final Engine engine = new Engine(manifest, index);
    private final SplittableRandom values = new SplittableRandom(3);
    private final List<Metric> metrics = engine.createMetrics(METRICS, policy());

    /// 1 h is kept for 20 days, 1 day for 200.
    private static ArchivePolicy policy() {
        var methods = new TreeSet<AggregationMethod>();
        METHODS.forEach(method -> methods.add(AggregationMethod.parse(method)));
        return new ArchivePolicy(
                "policy",
                0,
                List.of(line("3600", HOURLY_DAYS), line("86400", DAILY_DAYS)),
                methods);
    }

    private static Retention line(String granularity, int days) {
        return new Retention(
                Timespan.parse(granularity), new Timespan(Duration.ofDays(days).toNanos()));
    }

    /// @param segmentBytes archive segments of this size are not merged any more
    private Worker worker(ObjectStore door, int segmentBytes) {
        return engine.worker(door, segmentBytes, 100);
    }

    /// A day of some metrics, a point every twenty minutes, in four pieces.
    private void passDay(Worker worker, List<Metric> measured) {
        var inbox = engine.inbox(store);
        for (int quarter = 0; quarter < 4; quarter++) {
            var posted = new ArrayList<Posted>();
            for (var metric : measured) {
                var timestamps = new long[HOURS / 4 * 3];
                var measures = new double[timestamps.length];
                for (int i = 0; i < timestamps.length; i++) {
                    timestamps[i] = engine.nowNanos() + i * Duration.ofMinutes(20).toNanos();
                    measures[i] = values.nextInt(1000);
                }
                posted.add(new Posted(metric, new Measures(timestamps, measures)));
            }
            if (!posted.isEmpty()) {
                var receipt = inbox.join(posted);
                inbox.flush();
                receipt.await();
            }
            engine.pass(Duration.ofHours(6));
            worker.runOnce();
            worker.cleanUp();
        }
    }

    private Stream<SegmentPart> archives() {
        return manifest.views().stream()
                .flatMap(view -> view.parts().stream())
                .filter(part -> part.through() == 0);
    }

    private long archivedValues() {
        return archives()
                .flatMap(part -> {
                    var reader = SegmentReader.fetch(store, part.key());
                    return reader.records(reader.directory(part.sack()).entries()).stream();
                })
                .flatMap(record -> record.closed().stream())
                .mapToLong(series -> series.series().size())
                .sum();
    }

    /// What the policy keeps, when all its lines are full.
    private static long keptValues() {
        return (long) METRICS * METHODS.size() * (HOURLY_DAYS * HOURS + DAILY_DAYS);
    }

    @ParameterizedTest
    @ValueSource(ints = {2_000, 64 << 20})
    void neverMoreIsArchivedThanTwiceWhatIsKept(int segmentBytes) {
        var worker = worker(store, segmentBytes);
        long most = 0;
        for (int day = 0; day < 3 * DAILY_DAYS; day++) {
            passDay(worker, metrics);
            most = day % 3 == 0 ? Math.max(most, archivedValues()) : most;
        }

        var counts = worker.counts();
        System.out.println(segmentBytes + " most " + most + " kept " + keptValues() + " " + counts);
        assertThat(most).isBetween(keptValues() / 2, keptValues() * 2);
    }

    @Test
    void valuesOfSilentMetricsStayUntilTheyGoOn() {
        var worker = worker(store, 2_000);
        for (int day = 0; day < 40; day++) {
            passDay(worker, metrics);
        }
        for (int day = 0; day < 2 * DAILY_DAYS; day++) {
            passDay(worker, List.of());
        }
        assertThat(archivedValues()).isGreaterThan(keptValues() / 2);

        for (int day = 0; day < DAILY_DAYS; day++) {
            passDay(worker, metrics);
        }
        assertThat(archivedValues()).isLessThan(2 * keptValues());
    }

    @Test
    void aSegmentOfWhichAllHasExpiredIsDroppedWithoutWriting() {
        var worker = worker(store, 2_000);
        for (int day = 0; day < 30; day++) {
            passDay(worker, metrics);
        }
        engine.pass(Duration.ofDays(2L * DAILY_DAYS));
        long silentUntil = engine.nowNanos();
        passDay(worker, metrics);
        assertThat(archives()).anyMatch(part -> part.maxNanos() < silentUntil);

        var counting = new CountingStore(store);
        var other = worker(counting, 2_000);
        engine.pass(Duration.ofDays(2));
        for (int round = 0; round < 100; round++) {
            other.runOnce();
        }

        assertThat(archives()).noneMatch(part -> part.maxNanos() < silentUntil);
        assertThat(other.counts().merges()).isPositive();
        assertThat(other.counts().rewrittenBytes()).isZero();
        assertThat(counting.counts().puts()).isEqualTo(other.counts().merges());
    }
}
