package io.gnocchi.core.query;

import static io.gnocchi.core.query.QueryStage.SECOND;
import static io.gnocchi.core.query.QueryStage.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gnocchi.core.model.RefusedException;
import io.gnocchi.core.model.Timespan;
import io.gnocchi.core.query.Operation.Function;
import io.gnocchi.core.query.Operation.Operator;
import io.gnocchi.core.query.Operation.Reference;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluatorTest {
    private static final double NAN = Double.NaN;
    private static final double INF = Double.POSITIVE_INFINITY;
    private static final Operation A = metrics(0);
    private static final Operation B = metrics(1);
    private static final Operation BOTH = metrics(0, 1);

    private final Grid grid =
            grid(seconds(0, 10, 30, 60), new double[] {1, 5, NAN, -9}, new double[] {3, 2, 7, 4});

    @Test
    void aMetricIsItself() {
        same(columns(B), row(3, 2, 7, 4));
        assertThat(evaluate(B).aggregated()).isFalse();
    }

    @Test
    void aNumberMeetsEverySeries() {
        same(columns(combine(Operator.ADD, BOTH, number(2))), row(3, 7, NAN, -7), row(5, 4, 9, 6));
        same(columns(combine(Operator.SUBTRACT, number(2), B)), row(-1, 0, -5, -2));
    }

    @Test
    void twoSeriesMeetInstantByInstantAndStandForNoMetric() {
        var difference = combine(Operator.SUBTRACT, A, B);

        same(columns(difference), row(-2, 3, NAN, -13));
        assertThat(evaluate(difference).aggregated()).isTrue();
    }

    @Test
    void oneSeriesMeetsEachOfSeveral() {
        same(columns(combine(Operator.MULTIPLY, BOTH, B)), row(3, 10, NAN, -36), row(9, 4, 49, 16));
        same(columns(combine(Operator.MULTIPLY, B, BOTH)), row(3, 10, NAN, -36), row(9, 4, 49, 16));
    }

    @ParameterizedTest
    @CsvSource({
        "MODULO, -9, 4, 3",
        "MODULO, 9, -4, -3",
        "MODULO, -8, 4, 0.0",
        "MODULO, 5, Infinity, 5",
        "MODULO, 5, 0, NaN",
        "DIVIDE, 1, 0, Infinity",
        "DIVIDE, 0, 0, NaN",
        "POWER, -8, 0.5, NaN",
        "POWER, 2, 10, 1024",
        "POWER, 1, NaN, 1",
        "EQUAL, 2, 2, 1",
        "EQUAL, NaN, NaN, 0",
        "NOT_EQUAL, NaN, NaN, 1",
        "LESS, 1, 2, 1",
        "LESS_OR_EQUAL, 2, 2, 1",
        "GREATER, 1, 2, 0",
        "GREATER_OR_EQUAL, NaN, 2, 0",
        "MAX, 1, NaN, 1",
        "MAX, NaN, 2, 2",
        "MAX, NaN, NaN, NaN",
        "MAX, 1, 2, 2"
    })
    void operatorsWorkAsInNumpy(Operator operator, double left, double right, double result) {
        assertThat(Double.valueOf(Arithmetic.of(operator).applyAsDouble(left, right)))
                .isEqualTo(Double.valueOf(result));
    }

    @ParameterizedTest
    @CsvSource({
        "ABSOLUTE, -2.5, 2.5",
        "NEGATIVE, -2.5, 2.5",
        "FLOOR, -2.5, -3",
        "CEIL, -2.5, -2",
        "COS, 0, 1",
        "SIN, 0, 0",
        "TAN, 0, 0"
    })
    void functionsWorkOnEveryValue(Function function, double value, double result) {
        assertThat(Arithmetic.of(function).applyAsDouble(value)).isEqualTo(result);
    }

    @Test
    void clipsKeepGaps() {
        same(columns(new Operation.Clip(A, number(0), number(2))), row(1, 2, NAN, 0));
        same(columns(new Operation.Clip(A, null, number(2))), row(1, 2, NAN, -9));
    }

    @Test
    void aBoundMayBeASeries() {
        same(columns(new Operation.Clip(A, B, null)), row(3, 5, NAN, 4));
    }

    @Test
    void changeHasNoFirstInstant() {
        var changed = evaluate(new Operation.Change(B));

        assertThat(changed.timestamps()).isEqualTo(seconds(10, 30, 60));
        same(changed.columns(), row(-1, 5, -3));
    }

    @Test
    void changePerSecondKnowsNothingOfTheFirstInstant() {
        same(columns(new Operation.ChangePerSecond(B)), row(NAN, -0.1, 0.25, -0.1));
    }

    @ParameterizedTest
    @CsvSource({
        "mean,   2,   3.5, 7, -2.5",
        "sum,    4,   7,   7, -5",
        "min,    1,   2,   7, -9",
        "max,    3,   5,   7, 4",
        "count,  2,   2,   1, 2",
        "median, 2,   3.5, 7, -2.5",
        "std,    1,   1.5, 0, 6.5",
        "var,    1,   2.25, 0, 42.25",
        "first,  1,   5,   7, -9",
        "last,   3,   2,   7, 4",
        "25pct,  1.5, 2.75, 7, -5.75"
    })
    void aggregateMakesOneSeriesOfAllWithoutTheirGaps(
            String statistic, double first, double second, double third, double fourth) {
        var one = evaluate(aggregate(statistic, BOTH));

        same(one.columns(), row(first, second, third, fourth));
        assertThat(one.aggregated()).isTrue();
    }

    @Test
    void nothingAtAllHasASumAndACountButNoMean() {
        var nothing = new double[][] {{NAN}, {NAN}};

        assertThat(Statistics.across(statistic("sum"), nothing, 1)).containsExactly(0);
        assertThat(Statistics.across(statistic("count"), nothing, 1)).containsExactly(0);
        assertThat(Statistics.across(statistic("mean"), nothing, 1)).containsExactly(NAN);
        assertThat(Statistics.across(statistic("max"), nothing, 1)).containsExactly(NAN);
    }

    @Test
    void rateOfAnAggregateIsTheChangeOfTheOneSeries() {
        var rate = evaluate(aggregate("rate:sum", BOTH));

        assertThat(rate.timestamps()).isEqualTo(seconds(10, 30, 60));
        same(rate.columns(), row(3, 0, -12));
    }

    @Test
    void severalOperandsOfAnAggregateAreOneSet() {
        var union = new Operation.Aggregate(statistic("sum"), List.of(A, B, BOTH));

        same(columns(union), row(8, 14, 14, -10));
    }

    @Test
    void resampledSeriesAreRegroupedEachByItself() {
        var resampled = evaluate(resample("mean", new Resampling.Every(new Timespan(30 * SECOND))));

        assertThat(resampled.timestamps()).isEqualTo(seconds(0, 30, 60));
        assertThat(resampled.columns()[1]).containsExactly(2.5, 7, 4);
        assertThat(resampled.label().text()).isEqualTo("30.0");
        assertThat(resampled.aggregated()).isFalse();
    }

    @Test
    void deviationsOfResampledSeriesAreThoseOfSamples() {
        var minute = new Resampling.Every(new Timespan(60 * SECOND));

        assertThat(evaluate(resample("std", minute)).columns()[1][0])
                .isEqualTo(Math.sqrt(7), within(1e-12));
        assertThat(evaluate(resample("var", minute)).columns()[1][0]).isEqualTo(7, within(1e-12));
    }

    @Test
    void resamplingFollowsTheCalendarOfAZone() {
        var march = new Resampling.Each(Resampling.CalendarUnit.MONTH, ZoneId.of("Europe/Paris"));

        var resampled = evaluate(resample("sum", march));

        assertThat(resampled.timestamps()).isEqualTo(seconds(-3600));
        assertThat(resampled.label().text()).isEqualTo("M");
    }

    @ParameterizedTest
    @CsvSource({
        "mean,      2.5, 4.5, 5.5",
        "sum,       5,   9,   11",
        "std,       0.5, 2.5, 1.5",
        "min,       2,   2,   4",
        "count,     2,   2,   2",
        "first,     3,   2,   7",
        "50pct,     2.5, 4.5, 5.5"
    })
    void aWindowEndsAtEveryInstantFromTheFirstFullOne(
            String statistic, double first, double second, double third) {
        var rolled = evaluate(new Operation.Rolling(statistic(statistic), 2, B));

        assertThat(rolled.timestamps()).isEqualTo(seconds(10, 30, 60));
        same(rolled.columns(), row(first, second, third));
    }

    @Test
    void aWindowIgnoresGaps() {
        same(columns(new Operation.Rolling(statistic("mean"), 3, A)), row(3, -2));
    }

    @Test
    void aWindowLongerThanTheSeriesIsRefused() {
        refuses(
                new Operation.Rolling(statistic("mean"), 5, A),
                "Rolling window '5' is greater than serie length '4'");
    }

    @Test
    void seriesOfDifferentInstantsDoNotMeet() {
        var resampled = resample("mean", new Resampling.Every(new Timespan(60 * SECOND)));

        refuses(
                combine(Operator.ADD, A, resampled),
                "Can't compute timeseries with different granularity 1.0 <> 60.0");
        refuses(
                combine(Operator.ADD, A, new Operation.Change(A)),
                "Can't compute timeseries with different timestamps of granularity 1.0:"
                        + " 4 points <> 3");
    }

    @Test
    void twoDoNotMeetThree() {
        var three = grid(seconds(0), new double[] {1}, new double[] {2}, new double[] {3});
        var operation = combine(Operator.ADD, metrics(0, 1), metrics(0, 1, 2));

        assertThatThrownBy(() -> evaluate(three, operation))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("Can't compute 2 timeseries with 3");
    }

    @Test
    void aNumberHasNoWindow() {
        refuses(new Operation.Rolling(statistic("mean"), 2, number(1)), "A number is not a series");
    }

    @Test
    void tooMuchWorkIsRefused() {
        var references = references(2);
        var evaluator = new Evaluator(grid, references, 20);
        var rolling = new Operation.Rolling(statistic("mean"), 3, BOTH);

        assertThatThrownBy(() -> evaluator.evaluate(rolling))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("TooMuchData");
    }

    @Test
    void infiniteValuesAreValues() {
        var infinite = grid(seconds(0, 1), new double[] {INF, 1}, new double[] {NAN, 2});

        same(evaluate(infinite, aggregate("mean", BOTH)).columns(), row(INF, 1.5));
    }

    /// Bit by bit, NaN too.
    private static void same(double[][] actual, double[]... expected) {
        assertThat(Arrays.deepToString(actual)).isEqualTo(Arrays.deepToString(expected));
    }

    private static double[] row(double... values) {
        return values;
    }

    private void refuses(Operation operation, String reason) {
        assertThatThrownBy(() -> evaluate(operation))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(reason);
    }

    private double[][] columns(Operation operation) {
        return evaluate(operation).columns();
    }

    private Grid evaluate(Operation operation) {
        return evaluate(grid, operation);
    }

    private static Grid evaluate(Grid grid, Operation operation) {
        return new Evaluator(grid, references(grid.width()), 1_000).evaluate(operation);
    }

    static Grid grid(long[] timestamps, double[]... columns) {
        var label = new Answer.Label.Span(new Timespan(SECOND));
        return new Grid(label, timestamps, columns, false);
    }

    static List<Reference> references(int count) {
        return IntStream.range(0, count).mapToObj(i -> new Reference("m" + i, "mean")).toList();
    }

    static Operation metrics(int... places) {
        return new Operation.Metrics(
                Arrays.stream(places).mapToObj(i -> new Reference("m" + i, "mean")).toList());
    }

    private static Operation number(double value) {
        return new Operation.Constant(value);
    }

    private static Operation combine(Operator operator, Operation left, Operation right) {
        return new Operation.Combine(operator, left, right);
    }

    private static Operation aggregate(String statistic, Operation of) {
        return new Operation.Aggregate(statistic(statistic), List.of(of));
    }

    private static Operation resample(String statistic, Resampling resampling) {
        return new Operation.Resample(statistic(statistic), resampling, BOTH);
    }

    static Statistic statistic(String text) {
        @Nullable Statistic statistic = Statistic.parse(text);
        if (statistic == null) {
            throw new AssertionError("no statistic " + text);
        }
        return statistic;
    }
}
