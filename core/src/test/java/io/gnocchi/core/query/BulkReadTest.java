package io.gnocchi.core.query;

import static io.gnocchi.core.query.QueryStage.MINUTE;
import static io.gnocchi.core.query.QueryStage.SECOND;
import static io.gnocchi.core.query.QueryStage.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Timespan;
import io.gnocchi.core.series.Series;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BulkReadTest {
    private static final Timespan MINUTES = new Timespan(MINUTE);
    private static final Timespan SECONDS = new Timespan(SECOND);
    private static final AggregationMethod MEAN = AggregationMethod.parse("mean");
    private static final AggregationMethod MAX = AggregationMethod.parse("max");

    private final QueryStage stage = new QueryStage(32, List.of("mean", "max"), SECONDS, MINUTES);

    @Test
    void manyMetricsReadLikeEachByItself() {
        var metrics = stage.metrics(50);
        stage.post(metrics, seconds(1, 61, 62), 1, 2, 4);
        stage.post(metrics.subList(0, 30), seconds(63, 200), 9, 5);
        stage.fold();
        stage.post(metrics.subList(10, 40), seconds(201, 400), 7, 8);
        stage.fold();
        stage.post(metrics.subList(20, 50), seconds(402), 6);
        var reader = stage.reader();

        var together = reader.series(wishes(metrics), 60 * SECOND, 402 * SECOND);

        assertThat(together.stream().map(all -> all.stream().map(BulkReadTest::text).toList()))
                .isEqualTo(metrics.stream().map(metric -> oneByOne(reader, metric)).toList());
        assertThat(together.get(25).getLast().values()).containsExactly(2, 4, 9, 5, 7, 8);
        assertThat(together.get(25).getFirst().values()).containsExactly(5, 6, 7);
    }

    @Test
    void severalMethodsOfOneMetricAreReadTogether() {
        var metric = stage.metric();
        stage.post(metric, seconds(1, 2), 10, 20);
        stage.fold();
        var wishes =
                List.of(
                        new SeriesWish(metric, MAX, List.of(MINUTES)),
                        new SeriesWish(metric, MEAN, List.of(MINUTES)));

        var series = stage.reader().series(wishes, Long.MIN_VALUE, Long.MAX_VALUE);

        assertThat(series.getFirst().getFirst().values()).containsExactly(20);
        assertThat(series.getLast().getFirst().values()).containsExactly(15);
    }

    @Test
    void whatAThousandMetricsNeedOfAnObjectIsReadTogether() {
        var metrics = stage.metrics(1000);
        stage.post(metrics, seconds(1, 61), 1, 2);
        stage.fold();
        stage.post(metrics, seconds(62), 3);
        stage.post(metrics, seconds(63), 4);
        var reader = stage.reader();
        var before = stage.store.counts();

        var series = reader.series(wishes(metrics), Long.MIN_VALUE, Long.MAX_VALUE);

        assertThat(series).hasSize(1000);
        // Each of the two batches once; of the segment the footer, the directories, the records.
        assertThat(stage.store.counts().since(before).gets()).isEqualTo(5);
    }

    @Test
    void aSmallSegmentIsFetchedOnceByWhoRemembersIt() {
        var metrics = stage.metrics(1000);
        stage.post(metrics, seconds(1, 61), 1, 2);
        stage.fold();
        var reader = stage.rememberingReader();
        var before = stage.store.counts();

        var first = reader.series(wishes(metrics.subList(0, 1)), 0, Long.MAX_VALUE);
        var all = reader.series(wishes(metrics), 0, Long.MAX_VALUE);

        assertThat(first.getFirst().getFirst().values()).isNotEmpty();
        assertThat(all).hasSize(1000);
        assertThat(stage.store.counts().since(before).gets()).isEqualTo(1);
    }

    @Test
    void ofALargeSegmentAPageIsFetchedWithItsDirectoryByWhoRemembersIt() {
        var metrics = stage.metrics(4000);
        var noise = new SplittableRandom(1).doubles(40).toArray();
        stage.post(metrics, LongStream.range(0, 40).map(i -> i * MINUTE).toArray(), noise);
        stage.fold();
        var reader = stage.rememberingReader();
        var before = stage.store.counts();

        var first = reader.series(wishes(metrics.subList(0, 1)), 0, Long.MAX_VALUE);
        var read = stage.store.counts().since(before);

        assertThat(first.getFirst().getFirst().values()).containsExactly(noise);
        assertThat(read.gets()).isEqualTo(2); // The footer and the page.
        assertThat(read.getBytes()).isLessThan(150_000);

        reader.series(wishes(metrics.subList(0, 1)), 0, Long.MAX_VALUE);

        assertThat(stage.store.counts().since(before).gets()).isEqualTo(2);
    }

    @Test
    void aMetricThatNeverHadAMeasureHasEmptySeries() {
        var wish = new SeriesWish(stage.metric(), MEAN, List.of(MINUTES, SECONDS));

        var series = stage.reader().series(List.of(wish), 0, Long.MAX_VALUE).getFirst();

        assertThat(series).extracting(Series::size).containsExactly(0, 0);
    }

    private static List<SeriesWish> wishes(List<Metric> metrics) {
        return metrics.stream()
                .map(metric -> new SeriesWish(metric, MEAN, List.of(MINUTES, SECONDS)))
                .toList();
    }

    private static List<String> oneByOne(MeasuresReader reader, Metric metric) {
        return reader.read(metric, MEAN, null, 60 * SECOND, 402 * SECOND, null).stream()
                .map(answer -> text(new Series(MINUTES, answer.timestamps(), answer.values())))
                .toList();
    }

    private static String text(Series series) {
        return java.util.Arrays.toString(series.timestamps())
                + java.util.Arrays.toString(series.values());
    }
}
