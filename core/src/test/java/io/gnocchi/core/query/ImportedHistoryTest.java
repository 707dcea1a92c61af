package io.gnocchi.core.query;

import static io.gnocchi.core.query.QueryStage.MINUTE;
import static io.gnocchi.core.query.QueryStage.SECOND;
import static io.gnocchi.core.query.QueryStage.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.RefusedException;
import io.gnocchi.core.model.TimeRange;
import io.gnocchi.core.model.Timespan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ImportedHistoryTest {
    private static final long DAY = 86_400 * SECOND;
    private static final int MINUTES = 30 * 1440;
    private static final List<String> METHODS =
            List.of("mean", "sum", "count", "min", "max", "std", "95pct", "last", "rate:mean");

    private final QueryStage stage =
            new QueryStage(1, METHODS, new Timespan(MINUTE), new Timespan(60 * MINUTE));

    @Test
    void importsInAnyOrderAnswerAsInOrder() {
        var ordered = stage.metric();
        var shuffled = stage.metric();
        var order = new ArrayList<>(IntStream.range(0, MINUTES).boxed().toList());
        load(ordered, order);
        Collections.shuffle(order, new Random(11));
        load(shuffled, order);

        assertThat(read(ordered, "std", 60 * MINUTE).timestamps()).hasSize(MINUTES / 60);
        assertThat(read(ordered, "rate:mean", MINUTE).timestamps()).hasSize(MINUTES - 1);
        for (var method : METHODS) {
            for (long granularity : new long[] {MINUTE, 60 * MINUTE}) {
                var expected = read(ordered, method, granularity);
                var actual = read(shuffled, method, granularity);
                assertThat(actual.timestamps()).as(method).isEqualTo(expected.timestamps());
                assertThat(bits(actual)).as(method).isEqualTo(bits(expected));
            }
        }
    }

    /// Thousands a request; folded and merged on the way.
    private void load(Metric metric, List<Integer> minutes) {
        int requests = 0;
        for (int from = 0; from < minutes.size(); from += 1000) {
            var some = minutes.subList(from, Math.min(minutes.size(), from + 1000));
            stage.load(
                    metric,
                    some.stream().mapToLong(minute -> minute * MINUTE).toArray(),
                    some.stream().mapToDouble(ImportedHistoryTest::value).toArray());
            if (++requests % 3 == 0) {
                stage.fold();
            }
        }
    }

    private static double value(int minute) {
        return Math.sin(minute / 700.0) * 1000 + minute % 7;
    }

    private static List<Long> bits(Answer answer) {
        return Arrays.stream(answer.values()).mapToObj(Double::doubleToRawLongBits).toList();
    }

    private Answer read(Metric metric, String method, long granularity) {
        return stage.reader()
                .read(
                        metric,
                        AggregationMethod.parse(method),
                        new Timespan(granularity),
                        Long.MIN_VALUE,
                        Long.MAX_VALUE,
                        null)
                .getFirst();
    }

    @Test
    void importsFillGapsAndChangeNoBucketThatWasClosed() {
        var metric = stage.metric();
        stage.post(metric, seconds(0, 30, 3600, 20_000), 1, 2, 4, 8);
        stage.fold();
        stage.load(metric, seconds(10, 70, 7300, 7301), 100, 200, 300, 400);

        assertThat(QueryStage.instants(read(metric, "sum", MINUTE)))
                .containsExactly(0L, 60L, 3600L, 7260L, 19_980L);
        assertThat(QueryStage.values(read(metric, "sum", MINUTE)))
                .containsExactly(3.0, 200.0, 4.0, 700.0, 8.0);
        assertThat(QueryStage.values(read(metric, "sum", 60 * MINUTE)))
                .containsExactly(3.0, 4.0, 700.0, 8.0);
        stage.fold();
        assertThat(QueryStage.values(read(metric, "sum", 60 * MINUTE)))
                .containsExactly(3.0, 4.0, 700.0, 8.0);
    }

    @Test
    void theOtherHalfOfAnHourMayComeWithTheNextRequest() {
        var metric = stage.metric();
        stage.load(metric, seconds(0, 60), 1, 2);
        stage.fold();
        stage.post(metric, seconds(120, 100_000), 4, 8);
        stage.fold();
        stage.load(metric, seconds(60, 3000), 16, 32);
        stage.fold();

        assertThat(QueryStage.values(read(metric, "sum", 60 * MINUTE))).containsExactly(53.0, 8.0);
        assertThat(QueryStage.values(read(metric, "count", 60 * MINUTE))).containsExactly(4.0, 1.0);
        assertThat(QueryStage.values(read(metric, "rate:mean", 60 * MINUTE)))
                .containsExactly(31.0 / 3, 4.0);
    }

    @Test
    void whatIsErasedIsGoneAndMayBeImportedAnew() {
        var metric = stage.metric();
        stage.post(metric, seconds(0, 100_000), 1, 2);
        stage.load(metric, seconds(7200, 7260, 10_800), 4, 8, 16);
        stage.fold();
        stage.erase(metric, new TimeRange(0, 7260 * SECOND));
        assertThat(QueryStage.values(read(metric, "sum", 60 * MINUTE)))
                .containsExactly(8.0, 16.0, 2.0);
        stage.load(metric, seconds(0, 7200), 32, 64);

        assertThat(QueryStage.values(read(metric, "sum", 60 * MINUTE)))
                .containsExactly(32.0, 72.0, 16.0, 2.0);
        stage.fold();
        assertThat(QueryStage.values(read(metric, "sum", 60 * MINUTE)))
                .containsExactly(32.0, 72.0, 16.0, 2.0);
    }

    @Test
    void aHistoryLargerThanTheMemoryOfReadsIsRefusedUnlessLessOfItIsAskedFor() {
        var metric = stage.metric();
        var minutes = LongStream.range(0, MINUTES).map(minute -> minute * MINUTE).toArray();
        stage.load(metric, minutes, new double[minutes.length]);
        stage.fold();
        stage.post(metric, new long[] {40 * DAY}, 1);
        stage.archive();
        var pool = new CellPool(3 * 20_000, 3 * 20_000);
        var reader = stage.reader(pool);
        var mean = AggregationMethod.parse("mean");
        var hour = new Timespan(60 * MINUTE);

        assertThatThrownBy(
                        () -> reader.read(metric, mean, hour, Long.MIN_VALUE, Long.MAX_VALUE, null))
                .isInstanceOf(RefusedException.class);
        assertThat(reader.read(metric, mean, hour, 9 * DAY, 10 * DAY, null).getFirst().values())
                .hasSize(24);
        try (var share = pool.open()) {
            share.take(3 * 20_000);
            assertThatThrownBy(() -> reader.read(metric, mean, hour, 9 * DAY, 10 * DAY, null))
                    .isInstanceOf(BusyException.class);
        }
        assertThat(reader.read(metric, mean, hour, 9 * DAY, 10 * DAY, null).getFirst().values())
                .hasSize(24);
    }
}
