package io.gnocchi.core.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.Timespan;
import io.gnocchi.core.model.Timestamps;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AggregatorTest {
    private static final long SECOND = 1_000_000_000;
    private static final long MINUTE = 60 * SECOND;
    private static final double NAN = Double.NaN;
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private static long[] seconds(long... seconds) {
        var timestamps = seconds.clone();
        for (int i = 0; i < timestamps.length; i++) {
            timestamps[i] *= SECOND;
        }
        return timestamps;
    }

    private static double[] values(double... values) {
        return values;
    }

    private static Series aggregate(
            String method, long granularity, long[] timestamps, double[] values) {
        return aggregate(method, granularity, timestamps, values, 0);
    }

    private static Series aggregate(
            String method, long granularity, long[] timestamps, double[] values, int from) {
        var methods = List.of(AggregationMethod.parse(method));
        return Aggregator.aggregate(
                        timestamps, values, from, timestamps.length, granularity, methods)
                .series(0, new Timespan(granularity));
    }

    /// The value of one bucket that holds all these values.
    private static double of(String method, double... values) {
        var timestamps = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            timestamps[i] = i;
        }
        var series = aggregate(method, MINUTE, timestamps, values);
        assertThat(series.timestamps()).containsExactly(0);
        return series.values()[0];
    }

    @ParameterizedTest
    @CsvSource({
        "mean,2.3333333333333335",
        "sum,7",
        "count,3",
        "min,1",
        "max,4",
        "std,1.5275252316519465",
        "median,2",
        "first,1",
        "last,4",
        "10pct,1.2000000000000002",
        "90pct,3.6",
        "50pct,2",
        "rate:mean,1.5",
        "rate:sum,3",
        "rate:count,2",
        "rate:first,1",
        "rate:last,2",
        "rate:std,0.7071067811865476"
    })
    void observedValuesOfOneTwoFour(String method, double expected) {
        assertThat(of(method, 1, 2, 4)).isEqualTo(expected);
    }

    @Test
    void medianOfAnEvenCountIsBetweenTheMiddles() {
        assertThat(of("median", 10, 1, 4, 2)).isEqualTo(3);
        assertThat(of("75pct", 10, 1, 4, 2)).isEqualTo(5.5);
    }

    @Test
    void notANumberFollowsTheTable() {
        assertThat(of("mean", 1, NAN)).isNaN();
        assertThat(of("sum", NAN, 1)).isNaN();
        assertThat(of("count", 1, NAN)).isEqualTo(2);
        assertThat(of("min", NAN, 3, 1, NAN)).isEqualTo(1);
        assertThat(of("min", NAN, NAN)).isNaN();
        assertThat(of("max", 1, NAN, 3)).isNaN();
        assertThat(of("max", NAN, 3)).isNaN();
        assertThat(of("std", 1, NAN)).isNaN();
        assertThat(of("median", NAN, 2, 1)).isEqualTo(2);
        assertThat(of("median", NAN, 1)).isNaN();
        assertThat(of("first", NAN, 1)).isNaN();
        assertThat(of("last", NAN, 1)).isEqualTo(1);
        assertThat(of("1pct", NAN, 1, 1)).isEqualTo(1);
        assertThat(of("99pct", NAN, 1, 1)).isNaN();
        assertThat(of("rate:sum", 1, NAN, 3)).isNaN();
    }

    @Test
    void infinityFollowsTheFloatingPointStandard() {
        assertThat(of("sum", INFINITY, 1)).isEqualTo(INFINITY);
        assertThat(of("sum", INFINITY, -INFINITY)).isNaN();
        assertThat(of("max", INFINITY, 1)).isEqualTo(INFINITY);
        assertThat(of("std", INFINITY, 1)).isNaN();
    }

    @Test
    void additionGoesFromLeftToRight() {
        assertThat(of("sum", 1e16, 1, 1, -1e16)).isEqualTo(0);
        assertThat(of("sum", 1, 1, 1e16, -1e16)).isEqualTo(2);
    }

    @Test
    void deviationOfOnePointIsLeftOut() {
        var std = aggregate("std", MINUTE, seconds(0, 60, 70, 120), values(1, 2, 4, 8));
        assertThat(std.timestamps()).containsExactly(MINUTE);
        assertThat(std.values()).containsExactly(1.4142135623730951);
    }

    @Test
    void nanosecondBeforeABoundaryBelongsToTheBucketBefore() {
        var count = aggregate("count", MINUTE, new long[] {MINUTE - 1, MINUTE}, values(1, 1));
        assertThat(count.timestamps()).containsExactly(0, MINUTE);
    }

    @Test
    void lastBucketOfAllTimeIsReached() {
        var last =
                aggregate(
                        "last",
                        MINUTE,
                        new long[] {Long.MAX_VALUE - 1, Long.MAX_VALUE},
                        values(1, 2));
        assertThat(last.values()).containsExactly(2);
        assertThat(last.timestamps()).containsExactly(Long.MAX_VALUE / MINUTE * MINUTE);
    }

    @Test
    void firstPointOfAllHasNoDifference() {
        var rates = aggregate("rate:last", MINUTE, seconds(0, 300, 600), values(1, 5, 3));
        assertThat(rates.timestamps()).containsExactly(seconds(300, 600));
        assertThat(rates.values()).containsExactly(4, -2);
    }

    @Test
    void pointBeforeTheRangeLendsItsValue() {
        var rates = aggregate("rate:sum", MINUTE, seconds(0, 300, 310), values(1, 5, 3), 1);
        assertThat(rates.timestamps()).containsExactly(seconds(300));
        assertThat(rates.values()).containsExactly(2);
        var sums = aggregate("sum", MINUTE, seconds(0, 300, 310), values(1, 5, 3), 1);
        assertThat(sums.values()).containsExactly(8);
    }

    @Test
    void nothingMakesNothing() {
        var columns =
                Aggregator.aggregate(
                        new long[0], new double[0], 0, 0, MINUTE, AggregationMethod.values());
        assertThat(columns.timestamps()).hasDimensions(216, 0);
        assertThat(aggregate("rate:mean", MINUTE, seconds(1), values(1)).size()).isZero();
        assertThat(aggregate("mean", MINUTE, seconds(1), values(1), 1).size()).isZero();
        assertThat(aggregate("rate:mean", MINUTE, seconds(1), values(1), 1).size()).isZero();
    }

    @Test
    void methodsWithTheSameBucketsShareThem() {
        var methods = List.of(AggregationMethod.parse("mean"), AggregationMethod.parse("sum"));
        var columns = Aggregator.aggregate(seconds(1, 2), values(1, 2), 0, 2, MINUTE, methods);
        assertThat(columns.timestamps()[0]).isSameAs(columns.timestamps()[1]);
        assertThat(columns.values()).isDeepEqualTo(new double[][] {{1.5}, {3}});
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void allMethodsAgreeWithTheirDefinitions(long seed) {
        System.out.println("seed " + seed);
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 30; round++) {
            var points = randomPoints(random, random.nextInt(80));
            var timestamps = points.keySet().stream().mapToLong(t -> t).toArray();
            var values = points.values().stream().mapToDouble(v -> v).toArray();
            long granularity = random.nextLong(1, 20);
            int from = timestamps.length == 0 ? 0 : random.nextInt(timestamps.length);
            long start = timestamps.length == 0 ? 0 : timestamps[from];
            var columns =
                    Aggregator.aggregate(
                            timestamps,
                            values,
                            from,
                            timestamps.length,
                            granularity,
                            AggregationMethod.values());
            for (int i = 0; i < columns.methods().size(); i++) {
                var method = columns.methods().get(i);
                assertThat(pairs(columns.timestamps()[i], columns.values()[i]))
                        .as("%s, seed %d round %d", method, seed, round)
                        .isEqualTo(
                                ReferenceAggregation.aggregate(points, start, granularity, method));
            }
        }
    }

    /// A stretch of buckets that ends on a boundary and the rest after it make the same as both
    /// together, wherever the cut is: folding may happen at any time.
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void cuttingAtAnyBucketChangesNothing(long seed) {
        System.out.println("seed " + seed);
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 30; round++) {
            var points = randomPoints(random, 60);
            var timestamps = points.keySet().stream().mapToLong(t -> t).toArray();
            var values = points.values().stream().mapToDouble(v -> v).toArray();
            long granularity = random.nextLong(1, 20);
            long boundary =
                    Buckets.floor(timestamps[random.nextInt(timestamps.length)], granularity);
            int cut = (int) points.keySet().stream().filter(t -> t < boundary).count();
            var methods = AggregationMethod.values();
            var whole =
                    Aggregator.aggregate(
                            timestamps, values, 0, timestamps.length, granularity, methods);
            var before = Aggregator.aggregate(timestamps, values, 0, cut, granularity, methods);
            var after =
                    Aggregator.aggregate(
                            timestamps, values, cut, timestamps.length, granularity, methods);
            for (int i = 0; i < methods.size(); i++) {
                var joined = pairs(before.timestamps()[i], before.values()[i]);
                joined.putAll(pairs(after.timestamps()[i], after.values()[i]));
                assertThat(joined)
                        .as("%s, seed %d round %d", methods.get(i), seed, round)
                        .isEqualTo(pairs(whole.timestamps()[i], whole.values()[i]));
            }
        }
    }

    private static SortedMap<Long, Double> randomPoints(SplittableRandom random, int count) {
        var points = new TreeMap<Long, Double>();
        while (points.size() < count) {
            points.put(
                    random.nextLong(count * 4L),
                    random.nextInt(10) < 3 ? random.nextInt(5) : random.nextDouble(-1e3, 1e3));
        }
        return points;
    }

    private static Map<Long, Double> pairs(long[] timestamps, double[] values) {
        var pairs = new TreeMap<Long, Double>();
        for (int i = 0; i < timestamps.length; i++) {
            pairs.put(timestamps[i], values[i]);
        }
        assertThat(pairs).hasSize(timestamps.length);
        return pairs;
    }

    @ParameterizedTest
    @CsvSource({
        "1,2020-06-15T12:34:56",
        "60,2020-06-15T12:34:00",
        "300,2020-06-15T12:30:00",
        "3600,2020-06-15T12:00:00",
        "604800,2020-06-11T00:00:00",
        "7,2020-06-15T12:34:54"
    })
    void bucketsAreAlignedOnTheEpoch(long granularity, String bucket) {
        assertThat(
                        Buckets.floor(
                                Timestamps.parse("2020-06-15T12:34:56.999999999", 0),
                                granularity * SECOND))
                .isEqualTo(Timestamps.parse(bucket, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "1,1592222400",
        "60,1592136000",
        "300,1591920000",
        "3600,1581120000",
        "86400,1555200000",
        "0.5,1592224200"
    })
    void splitKeysAreAsObserved(double granularity, long key) {
        long split = Timespan.ofSeconds(granularity).times(3600).nanos();
        assertThat(Buckets.floor(Timestamps.parse("2020-06-15T12:34:56Z", 0), split))
                .isEqualTo(key * SECOND);
    }

    @ParameterizedTest
    @CsvSource({
        "2020-06-15T12:34:56,2020-01-01,2020-01-01,2020-04-01,2020-06-01,2020-06-14",
        "2020-12-31T23:59:59.999999999,2020-01-01,2020-07-01,2020-10-01,2020-12-01,2020-12-27",
        "2015-01-01,2015-01-01,2015-01-01,2015-01-01,2015-01-01,2014-12-28",
        "2016-01-02,2016-01-01,2016-01-01,2016-01-01,2016-01-01,2015-12-27",
        "2020-06-14,2020-01-01,2020-01-01,2020-04-01,2020-06-01,2020-06-14"
    })
    void calendarBucketsBeginOnTheirFirstDay(
            String timestamp, String year, String half, String quarter, String month, String week) {
        long at = Timestamps.parse(timestamp, 0);
        assertThat(Buckets.year(at)).isEqualTo(Timestamps.parse(year, 0));
        assertThat(Buckets.half(at)).isEqualTo(Timestamps.parse(half, 0));
        assertThat(Buckets.quarter(at)).isEqualTo(Timestamps.parse(quarter, 0));
        assertThat(Buckets.month(at)).isEqualTo(Timestamps.parse(month, 0));
        assertThat(Buckets.week(at)).isEqualTo(Timestamps.parse(week, 0));
    }

    @Test
    void firstWeekOfTheEpochBeginsBeforeIt() {
        assertThat(Timestamps.measureText(Buckets.week(0))).isEqualTo("1969-12-28T00:00:00+00:00");
    }

    @Test
    void resamplingTreatsAggregatesAsPoints() {
        var hours = seconds(0, 3600, 7200, 86_400);
        var methods =
                List.of(
                        AggregationMethod.parse("count"),
                        AggregationMethod.parse("std"),
                        AggregationMethod.parse("rate:mean"));
        var daily = Aggregator.aggregate(hours, values(1, 2, 4, 8), 0, 4, 86_400 * SECOND, methods);
        assertThat(daily.values()[0]).containsExactly(3, 1);
        assertThat(daily.timestamps()[1]).containsExactly(0);
        assertThat(daily.values()[1]).containsExactly(1.5275252316519465);
        assertThat(daily.values()[2]).containsExactly(1.5, 4);
    }

    @Test
    void resamplingByMonthFollowsTheCalendar() {
        var timestamps =
                new long[] {
                    Timestamps.parse("2020-01-31", 0),
                    Timestamps.parse("2020-02-01", 0),
                    Timestamps.parse("2020-02-29", 0)
                };
        var monthly =
                Aggregator.aggregate(
                        timestamps,
                        values(1, 2, 4),
                        Buckets::month,
                        List.of(AggregationMethod.parse("sum")));
        assertThat(monthly.timestamps()[0])
                .containsExactly(Timestamps.parse("2020-01", 0), Timestamps.parse("2020-02", 0));
        assertThat(monthly.values()[0]).containsExactly(1, 6);
    }

    @Test
    void bucketsOfAnyKindAgreeWithBucketsOfEqualLength() {
        var random = new SplittableRandom(99);
        var points = randomPoints(random, 200);
        var timestamps = points.keySet().stream().mapToLong(t -> t).toArray();
        var values = points.values().stream().mapToDouble(v -> v).toArray();
        var methods = AggregationMethod.values();
        var equal = Aggregator.aggregate(timestamps, values, 0, timestamps.length, 17, methods);
        var any = Aggregator.aggregate(timestamps, values, t -> Buckets.floor(t, 17), methods);
        assertThat(any.timestamps()).isDeepEqualTo(equal.timestamps());
        assertThat(any.values()).isDeepEqualTo(equal.values());
    }
}
