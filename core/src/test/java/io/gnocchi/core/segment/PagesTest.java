package io.gnocchi.core.segment;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.core.model.Measures;
import io.gnocchi.core.series.Amendments;
import io.gnocchi.core.series.WindowState;
import io.gnocchi.core.store.CachingStore;
import io.gnocchi.core.store.CorruptObjectException;
import io.gnocchi.core.store.CountingStore;
import io.gnocchi.core.store.MemoryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Pages of a segment's directory: what is found by them, and what finding it costs.
class PagesTest {
    private static final String KEY = "segment";
    private static final int METRICS = 3_000;
    private static final long LIMIT = 64 << 10;

    private final SplittableRandom random = new SplittableRandom(7);
    private final TreeMap<UUID, MetricRecord> records = new TreeMap<>();
    private final MemoryStore memory = new MemoryStore();
    private final CountingStore store = new CountingStore(memory);
    private final SegmentWriter.Encoded segment = written();

    /// Two parts of many pages, of metrics with two policies.
    private SegmentWriter.Encoded written() {
        var policies = List.of(MinutePolicy.named("one"), MinutePolicy.named("other"));
        for (int i = 0; i < METRICS; i++) {
            var metric = new UUID(random.nextLong(), random.nextLong());
            var timestamps = random.longs(20, 0, 1L << 50).sorted().distinct().toArray();
            long start = i % 7 == 0 ? WindowState.UNBOUNDED : random.nextLong(1L << 50);
            records.put(
                    metric,
                    new MetricRecord(
                            metric,
                            policies.get(random.nextInt(2)),
                            new WindowState(random.nextLong(1L << 60), start),
                            new Measures(timestamps, random.doubles(timestamps.length).toArray()),
                            List.of(),
                            Amendments.NONE));
        }
        var writer = new SegmentWriter();
        for (int sack = 0; sack < 2; sack++) {
            writer.begin(sack, 1, 5);
            for (var record : records.values()) {
                if (sackOf(record.metric()) == sack) {
                    writer.add(record);
                }
            }
            writer.end();
        }
        var encoded =
                writer.finish(KEY, List.of(new PartIdentity(0, "a"), new PartIdentity(1, "a")));
        assertThat(memory.putIfAbsent(KEY, encoded.bytes())).isTrue();
        return encoded;
    }

    private static int sackOf(UUID metric) {
        return (int) (metric.getLeastSignificantBits() & 1);
    }

    @Test
    void everyMetricIsFoundAsItWasWritten() {
        var cache = new SegmentCache(store, METRICS);

        for (var part : segment.parts()) {
            var metrics =
                    records.keySet().stream()
                            .filter(metric -> sackOf(metric) == part.sack())
                            .toList();
            var directory = cache.directory(part, metrics);
            for (var metric : metrics) {
                assertThat(directory.find(metric)).isNotNull();
                assertThat(read(cache, part.sack(), metric)).isEqualTo(written(metric));
            }
        }
    }

    @Test
    void allLinesTogetherAreAllMetricsInOrder() {
        var reader = SegmentReader.open(store, KEY, segment.bytes().length);

        var lines = new ArrayList<UUID>();
        for (var part : segment.parts()) {
            reader.directory(part.sack()).entries().forEach(entry -> lines.add(entry.metric()));
            assertThat(lines).isSorted();
            assertThat(lines)
                    .hasSize(
                            (int)
                                    records.keySet().stream()
                                            .filter(metric -> sackOf(metric) == part.sack())
                                            .count());
            lines.clear();
        }
        assertThat(reader.replaced())
                .containsExactly(new PartIdentity(0, "a"), new PartIdentity(1, "a"));
    }

    @Test
    void aMetricThatIsNotThereIsNotFound() {
        var cache = new SegmentCache(store, METRICS);
        var part = segment.parts().getFirst();
        var strangers =
                List.of(
                        new UUID(Long.MIN_VALUE, 0),
                        new UUID(0, 0),
                        new UUID(random.nextLong(), random.nextLong()),
                        new UUID(Long.MAX_VALUE, 0));

        var directory = cache.directory(part, strangers);

        assertThat(strangers).allSatisfy(metric -> assertThat(directory.find(metric)).isNull());
    }

    @Test
    void whatIsNotRememberedIsFetchedByPages() {
        var caching = new CachingStore(store, LIMIT * 8);
        var cache = new SegmentCache(caching, METRICS, CachingStore.longestRemembered(LIMIT * 8));
        var metric = records.firstKey();

        assertThat(read(cache, sackOf(metric), metric)).isEqualTo(written(metric));
        assertThat(read(cache, sackOf(metric), metric)).isEqualTo(written(metric));

        // The footer, and the page with the line and the record.
        assertThat(store.counts().gets()).isEqualTo(2);
        assertThat(store.counts().getBytes()).isLessThan(2 * LIMIT);
    }

    @Test
    void aSmallMemoryForgetsAndFindsAgain() {
        var cache = new SegmentCache(store, 10);

        for (var metric : records.keySet().stream().limit(300).toList()) {
            assertThat(read(cache, sackOf(metric), metric)).isEqualTo(written(metric));
        }
    }

    @Test
    void aDamagedPageConcernsItsMetricsOnly() {
        var reader = SegmentReader.open(memory, KEY, segment.bytes().length);
        var page = reader.part(0).pages().get(3);
        var next = reader.part(0).pages().get(4);
        var damaged = segment.bytes().clone();
        damaged[page.entriesOffset() + 5] ^= 4;
        memory.delete(List.of(KEY));
        assertThat(memory.putIfAbsent(KEY, damaged)).isTrue();
        var cache = new SegmentCache(store, METRICS);

        var directory =
                cache.directory(segment.parts().getFirst(), List.of(page.first(), next.first()));

        assertThat(directory.find(next.first())).isNotNull();
        assertThatThrownBy(() -> directory.find(page.first()))
                .isInstanceOf(CorruptObjectException.class);
        var whole = SegmentReader.open(memory, KEY, damaged.length);
        assertThatThrownBy(() -> whole.directory(0)).isInstanceOf(CorruptObjectException.class);
    }

    private String read(SegmentCache cache, int sack, UUID metric) {
        var part = segment.parts().get(sack);
        var entry = cache.directory(part, List.of(metric)).find(metric);
        assertThat(entry).isNotNull();
        return text(cache.reader(part).records(List.of(entry)).getFirst());
    }

    private String written(UUID metric) {
        return text(requireNonNull(records.get(metric)));
    }

    private static String text(MetricRecord record) {
        return "%s %s %s %s %s"
                .formatted(
                        record.metric(),
                        record.policy(),
                        record.state(),
                        java.util.Arrays.toString(record.raw().timestamps()),
                        java.util.Arrays.toString(record.raw().values()));
    }
}
