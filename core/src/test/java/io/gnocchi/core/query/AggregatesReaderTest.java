package io.gnocchi.core.query;

import static io.gnocchi.core.query.EvaluatorTest.statistic;
import static io.gnocchi.core.query.QueryStage.MINUTE;
import static io.gnocchi.core.query.QueryStage.SECOND;
import static io.gnocchi.core.query.QueryStage.instants;
import static io.gnocchi.core.query.QueryStage.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.RefusedException;
import io.gnocchi.core.model.Timespan;
import io.gnocchi.core.query.AggregatesReader.Group;
import io.gnocchi.core.query.AggregatesReader.Outcome;
import io.gnocchi.core.query.AggregatesReader.Question;
import io.gnocchi.core.query.AggregatesReader.Source;
import io.gnocchi.core.query.Operation.Operator;
import io.gnocchi.core.query.Operation.Reference;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AggregatesReaderTest {
    private static final Timespan SECONDS = new Timespan(SECOND);
    private static final Timespan MINUTES = new Timespan(MINUTE);
    private static final Reference FIRST = new Reference("first", "mean");
    private static final Reference SECOND_ONE = new Reference("second", "mean");
    private static final Operation EACH = new Operation.Metrics(List.of(FIRST, SECOND_ONE));
    private static final Operation DIFFERENCE =
            new Operation.Combine(
                    Operator.SUBTRACT,
                    new Operation.Metrics(List.of(FIRST)),
                    new Operation.Metrics(List.of(SECOND_ONE)));

    private final QueryStage stage = new QueryStage(4, List.of("mean"), SECONDS, MINUTES);
    private final Metric first = stage.metric();
    private final Metric second = stage.metric();

    @BeforeEach
    void post() {
        stage.post(first, seconds(10, 20, 70), 1, 2, 3);
        stage.fold();
        stage.post(second, seconds(20, 30, 70, 80), 10, 20, 30, 40);
    }

    @Test
    void everyMetricKeepsItsOwnSeriesCoarsestFirst() {
        var outcome = read(EACH, null, Gaps.Fill.DROPNA);

        assertThat(outcome.aggregated()).isFalse();
        assertThat(outcome.series().getFirst())
                .extracting(QueryStage::values)
                .containsExactly(List.of(1.5, 3.0), List.of(1.0, 2.0, 3.0));
        assertThat(outcome.series().getLast())
                .extracting(QueryStage::values)
                .containsExactly(List.of(15.0, 35.0), List.of(10.0, 20.0, 30.0, 40.0));
    }

    @Test
    void oneMetricMayBeReadUnderSeveralNames() {
        var sources = List.of(new Source(FIRST, first), new Source(SECOND_ONE, first));
        var group = new Group(sources, Long.MIN_VALUE, Long.MAX_VALUE);
        var question = new Question(DIFFERENCE, SECONDS, Gaps.Fill.NULL);

        var outcome = stage.aggregates().read(List.of(group), question).getFirst();

        assertThat(QueryStage.values(outcome.series().getFirst().getFirst()))
                .containsExactly(0.0, 0.0, 0.0);
    }

    @ParameterizedTest
    @CsvSource({
        "DROPNA,     20 70,          -8 -27",
        "FFILL,      20 30 70 80,    -8 -18 -27 -37",
        "BFILL,      10 20 30 70,    -9 -8 -17 -27",
        "FULL_FFILL, 10 20 30 70 80, -9 -8 -18 -27 -37",
        "FULL_BFILL, 10 20 30 70 80, -9 -8 -17 -27 -37",
        "NULL,       10 20 30 70 80, NaN -8 NaN -27 NaN"
    })
    void gapsAreFilledAsAsked(Gaps.Fill fill, String instants, String values) {
        var answer = difference(fill);

        assertThat(instants(answer))
                .containsExactlyElementsOf(
                        Stream.of(instants.split(" ", -1)).map(Long::valueOf).toList());
        assertThat(QueryStage.values(answer))
                .containsExactlyElementsOf(
                        Stream.of(values.split(" ", -1)).map(Double::valueOf).toList());
    }

    @Test
    void gapsTakeAValue() {
        assertThat(QueryStage.values(difference(new Gaps.Value(100))))
                .containsExactly(-99.0, -8.0, 80.0, -27.0, 60.0);
    }

    @Test
    void whatOverlapsIsCutToTheCompleteInstants() {
        // 20, 30 and 70 remain; two of the three are complete.
        assertThat(instants(difference(new Gaps.Overlap(66)))).containsExactly(20L, 30L, 70L);
        refuses(
                new Gaps.Overlap(67),
                "Less than 67.000000% of datapoints overlap in this timespan (66.67%)");
    }

    @Test
    void boundsOfTheCallerAreNotCut() {
        var sources = List.of(new Source(FIRST, first), new Source(SECOND_ONE, second));
        var group = new Group(sources, 10 * SECOND, 81 * SECOND);
        var question = new Question(DIFFERENCE, SECONDS, new Gaps.Overlap(40));

        var outcome = stage.aggregates().read(List.of(group), question).getFirst();

        assertThat(instants(outcome.series().getFirst().getFirst()))
                .containsExactly(10L, 20L, 30L, 70L, 80L);
    }

    @Test
    void noOverlapIsRefusedUnlessNoneIsNeeded() {
        var empty = stage.metric();
        var sources = List.of(new Source(FIRST, first), new Source(SECOND_ONE, empty));
        var group = new Group(sources, Long.MIN_VALUE, Long.MAX_VALUE);
        var reader = stage.aggregates();
        var needed = new Question(DIFFERENCE, SECONDS, new Gaps.Overlap(1));
        var nothingNeeded = new Question(DIFFERENCE, SECONDS, new Gaps.Overlap(0));

        assertThatThrownBy(() -> reader.read(List.of(group), needed))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("No overlap");
        assertThat(reader.read(List.of(group), nothingNeeded)).hasSize(1);
    }

    @Test
    void startIsRoundedDownToEachGranularityAndStopIsNot() {
        var sources = List.of(new Source(FIRST, first));
        var group = new Group(sources, 65 * SECOND, 70 * SECOND);
        var question = new Question(new Operation.Metrics(List.of(FIRST)), null, Gaps.Fill.DROPNA);

        var outcome = stage.aggregates().read(List.of(group), question).getFirst();

        assertThat(outcome.series().getFirst())
                .extracting(QueryStage::instants)
                .containsExactly(List.of(60L), List.of());
    }

    @Test
    void groupsAreComputedEachByItself() {
        var whole = new Group(List.of(new Source(FIRST, first)), Long.MIN_VALUE, Long.MAX_VALUE);
        var part = new Group(List.of(new Source(FIRST, first)), 20 * SECOND, 70 * SECOND);
        var other = new Group(List.of(new Source(FIRST, second)), 0, 25 * SECOND);
        var sum =
                new Operation.Aggregate(
                        statistic("sum"), List.of(new Operation.Metrics(List.of(FIRST))));

        var outcomes =
                stage.aggregates()
                        .read(
                                List.of(whole, part, other),
                                new Question(sum, SECONDS, Gaps.Fill.DROPNA));

        assertThat(outcomes)
                .extracting(outcome -> QueryStage.values(outcome.series().getFirst().getFirst()))
                .containsExactly(List.of(1.0, 2.0, 3.0), List.of(2.0), List.of(10.0));
    }

    @Test
    void aMethodThePolicyDoesNotKeepIsRefused() {
        var unknown = new Reference("first", "last");
        var group = new Group(List.of(new Source(unknown, first)), Long.MIN_VALUE, Long.MAX_VALUE);
        var question = new Question(new Operation.Metrics(List.of(unknown)), null, Gaps.Fill.NULL);
        var reader = stage.aggregates();

        assertThatThrownBy(() -> reader.read(List.of(group), question))
                .hasMessageContaining("UnknownAggregations[references=[[first, last]]]");
    }

    @Test
    void aGranularityThePolicyDoesNotKeepIsRefused() {
        assertThatThrownBy(() -> read(EACH, new Timespan(5 * SECOND), Gaps.Fill.NULL))
                .hasMessageContaining("Granularities are missing")
                .hasMessageContaining("[first, mean, 5.0], [second, mean, 5.0]");
    }

    @Test
    void moreThanAQueryMayTakeIsRefused() {
        stage.post(
                first,
                LongStream.range(100, 3000).map(at -> at * SECOND).toArray(),
                new double[2900]);
        stage.post(
                second,
                LongStream.range(3100, 6000).map(at -> at * SECOND).toArray(),
                new double[2900]);

        assertThatThrownBy(() -> read(EACH, SECONDS, Gaps.Fill.NULL))
                .hasMessageContaining("TooMuchData[limit=10000]");
    }

    @Test
    void whatAQueryTookIsThereForTheNext() {
        var pool = new CellPool(100, 100);
        var reader = new AggregatesReader(stage.reader(), pool);
        var group =
                new Group(
                        List.of(new Source(FIRST, first), new Source(SECOND_ONE, second)),
                        Long.MIN_VALUE,
                        Long.MAX_VALUE);
        var fine = new Question(EACH, SECONDS, Gaps.Fill.NULL);
        reader.read(List.of(group), fine);
        try (var share = pool.open()) {
            share.take(95);
            assertThatThrownBy(() -> reader.read(List.of(group), fine))
                    .isInstanceOf(BusyException.class);
        }

        assertThat(reader.read(List.of(group), fine)).hasSize(1);
        try (var share = pool.open()) {
            share.take(100);
            assertThat(share.taken()).isEqualTo(100);
        }
    }

    private Answer difference(Gaps gaps) {
        return read(DIFFERENCE, SECONDS, gaps).series().getFirst().getFirst();
    }

    private void refuses(Gaps gaps, String reason) {
        assertThatThrownBy(() -> difference(gaps))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(reason);
    }

    private Outcome read(Operation operation, @Nullable Timespan granularity, Gaps gaps) {
        var sources = List.of(new Source(FIRST, first), new Source(SECOND_ONE, second));
        var group = new Group(sources, Long.MIN_VALUE, Long.MAX_VALUE);
        return stage.aggregates()
                .read(List.of(group), new Question(operation, granularity, gaps))
                .getFirst();
    }
}
