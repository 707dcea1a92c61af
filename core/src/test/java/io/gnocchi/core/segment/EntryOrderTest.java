package io.gnocchi.core.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.model.TimeRange;
import io.gnocchi.core.series.Request;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryOrderTest {
    private static final ArchivePolicy POLICY = MinutePolicy.named("minutes");

    private final Random random = new Random(7);
    private long lastTimestamp;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 128})
    void entriesAreOrderedAsTheirIdsAre(int sacks) {
        for (int i = 0; i < 50; i++) {
            var some = ids(1 + random.nextInt(300));
            assertOrdered(new Sacks(sacks), () -> some.get(random.nextInt(some.size())));
        }
    }

    /// Whose first bits do not tell them apart.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 128})
    void similarIdsAreOrdered(int sacks) {
        for (int i = 0; i < 50; i++) {
            long high = random.nextLong();
            assertOrdered(
                    new Sacks(sacks),
                    () -> new UUID(high + random.nextInt(-9, 9), random.nextInt(-9, 9)));
        }
    }

    /// Whether a metric's columns come from one request or are put together of several.
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 128})
    void requestsApartAreWrittenAsAllInOne(int count) {
        var sacks = new Sacks(count);
        for (int i = 0; i < 50; i++) {
            var some = ids(1 + random.nextInt(60));
            var all =
                    IntStream.range(0, random.nextInt(200))
                            .mapToObj(_ -> request(some.get(random.nextInt(some.size()))))
                            .toList();
            var apart = new ArrayList<EncodedRequest>();
            for (int from = 0; from < all.size(); ) {
                int to = Math.min(all.size(), from + 1 + random.nextInt(50));
                apart.add(EncodedRequest.of(all.subList(from, to)));
                from = to;
            }

            assertThat(BatchWriter.write(sacks, apart, Provenance.NONE).bytes())
                    .isEqualTo(BatchWriter.write(sacks, all).bytes());
        }
    }

    private BatchEntry request(UUID metric) {
        long start = random.nextLong(1_000);
        var values = random.doubles(1 + random.nextInt(3)).toArray();
        var timestamps = IntStream.range(0, values.length).mapToLong(i -> start + i).toArray();
        var measures = new Measures(timestamps, values);
        return new BatchEntry(
                metric,
                switch (random.nextInt(10)) {
                    case 0 -> new Request.Erasure(POLICY, new TimeRange(start, start + 10));
                    case 1 -> new Request.Import(POLICY, measures);
                    default -> new Request.Post(POLICY, measures);
                });
    }

    @Test
    void nothingIsOrdered() {
        var order = new EntryOrder(new Sacks(2), List.of());

        assertThat(order.size()).isZero();
        assertThat(order.begin(1)).isEqualTo(order.end(1)).isZero();
    }

    private List<UUID> ids(int count) {
        return IntStream.range(0, count)
                .mapToObj(_ -> new UUID(random.nextLong(), random.nextLong()))
                .toList();
    }

    private void assertOrdered(Sacks sacks, Supplier<UUID> ids) {
        var requests = new ArrayList<EncodedRequest>();
        var all = new ArrayList<BatchEntry>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            var entries =
                    IntStream.range(0, random.nextInt(200))
                            .mapToObj(_ -> entry(ids.get()))
                            .toList();
            requests.add(EncodedRequest.of(entries));
            all.addAll(entries);
        }
        var expected =
                all.stream()
                        .sorted(
                                Comparator.comparingInt((BatchEntry one) -> sacks.of(one.metric()))
                                        .thenComparing(BatchEntry::metric))
                        .toList();

        var order = new EntryOrder(sacks, requests);

        assertThat(order.size()).isEqualTo(expected.size());
        for (int i = 0; i < order.size(); i++) {
            assertThat(entry(order, i)).usingRecursiveComparison().isEqualTo(expected.get(i));
        }
        for (int sack = 0; sack < sacks.count(); sack++) {
            for (int i = order.begin(sack); i < order.end(sack); i++) {
                assertThat(sacks.of(entry(order, i).metric())).isEqualTo(sack);
                int end = order.endOfMetric(i, order.end(sack));
                assertThat(expected.subList(i, end))
                        .extracting(BatchEntry::metric)
                        .containsOnly(expected.get(i).metric());
                assertThat(end == order.end(sack) || !isSame(expected, i, end)).isTrue();
            }
        }
    }

    private static boolean isSame(List<BatchEntry> entries, int one, int other) {
        return entries.get(one).metric().equals(entries.get(other).metric());
    }

    private static BatchEntry entry(EntryOrder order, int index) {
        int number = order.at(index);
        return order.request(number).entries().get(order.place(number));
    }

    /// Each another.
    private BatchEntry entry(UUID metric) {
        var measures = new Measures(new long[] {++lastTimestamp}, new double[] {1});
        return new BatchEntry(metric, new Request.Post(POLICY, measures));
    }
}
