package io.gnocchi.core.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Timespan;
import java.util.List;
import org.junit.jupiter.api.Test;

class MethodSeriesTest {
    private static final Timespan MINUTE = new Timespan(60_000_000_000L);

    @Test
    void valuesSeenOnTheOriginal() {
        var points = points(0, 1, 1, 2, 2, 4);

        assertThat(only("std", points)).containsExactly(1.5275252316519465);
        assertThat(only("10pct", points)).containsExactly(1.2000000000000002);
        assertThat(only("90pct", points)).containsExactly(3.6);
        assertThat(only("median", points)).containsExactly(2);
        assertThat(only("count", points)).containsExactly(3);
        assertThat(only("mean", points)).containsExactly(7 / 3.0);
        assertThat(only("first", points)).containsExactly(1);
        assertThat(only("last", points)).containsExactly(4);
    }

    @Test
    void medianOfAnEvenNumberIsTheMiddleOfTheTwoInTheMiddle() {
        assertThat(only("median", points(0, 1, 1, 2, 2, 4, 3, 10))).containsExactly(3);
    }

    @Test
    void deviationOfOnePointIsLeftOut() {
        assertThat(aggregate("std", points(0, 1, 60, 2, 61, 3)).timestamps())
                .containsExactly(60_000_000_000L);
    }

    @Test
    void nanSpreadsButMinIgnoresIt() {
        var points = points(0, Double.NaN, 1, 2, 2, 4);

        assertThat(only("min", points)).containsExactly(2);
        assertThat(only("max", points)).containsExactly(Double.NaN);
        assertThat(only("sum", points)).containsExactly(Double.NaN);
        assertThat(only("std", points)).containsExactly(Double.NaN);
        assertThat(only("count", points)).containsExactly(3);
        assertThat(only("median", points)).containsExactly(4);
        assertThat(only("min", points(0, Double.NaN))).containsExactly(Double.NaN);
    }

    @Test
    void aTimestampJustBeforeABoundaryStaysInItsBucket() {
        var points = new Measures(new long[] {59_999_999_999L, 60_000_000_000L}, new double[2]);

        assertThat(aggregate("count", points).timestamps()).containsExactly(0, 60_000_000_000L);
    }

    @Test
    void ratesAreDifferencesToThePointBeforeWhereverItIs() {
        var points = points(0, 10, 300, 13, 310, 15);

        assertThat(aggregate("rate:mean", points).timestamps()).containsExactly(300_000_000_000L);
        assertThat(only("rate:mean", points)).containsExactly(2.5);
        assertThat(only("rate:count", points)).containsExactly(2);
    }

    @Test
    void pointsBeforeTheRangeServeAsPredecessorsOnly() {
        var points = points(0, 10, 60, 13);
        var methods =
                List.of(AggregationMethod.parse("count"), AggregationMethod.parse("rate:sum"));

        var series = MethodSeries.of(points, 1, 2, MINUTE, methods);

        assertThat(series.getFirst().series().values()).containsExactly(1);
        assertThat(series.getLast().series().values()).containsExactly(3);
    }

    private static double[] only(String method, Measures points) {
        return aggregate(method, points).values();
    }

    private static Series aggregate(String method, Measures points) {
        var methods = List.of(AggregationMethod.parse(method));
        return MethodSeries.of(points, 0, points.size(), MINUTE, methods).getFirst().series();
    }

    private static Measures points(double... secondsAndValues) {
        int size = secondsAndValues.length / 2;
        var timestamps = new long[size];
        var values = new double[size];
        for (int i = 0; i < size; i++) {
            timestamps[i] = (long) (secondsAndValues[2 * i] * 1e9);
            values[i] = secondsAndValues[2 * i + 1];
        }
        return new Measures(timestamps, values);
    }
}
