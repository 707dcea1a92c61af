package io.gnocchi.core.query;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.series.Aggregator;
import io.gnocchi.core.series.Buckets;
import io.gnocchi.core.series.Points;
import io.gnocchi.core.series.Series;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/// Regroups aggregated points on read, by the method that made them: a mean of means, a count of
/// points, a rate of rates.
final class Resampler {
    private final Answer.Label label;
    private final LongUnaryOperator floor;
    private final Measures points;

    private Resampler(Answer.Label label, LongUnaryOperator floor, Measures points) {
        this.label = label;
        this.floor = floor;
        this.points = points;
    }

    static Resampler resample(
            Series series, AggregationMethod method, @Nullable Resampling resampling) {
        var points = new Measures(series.timestamps(), series.values());
        return switch (resampling) {
            case null -> {
                long nanos = series.granularity().nanos();
                yield new Resampler(
                        new Answer.Label.Span(series.granularity()),
                        instant -> Buckets.floor(instant, nanos),
                        points);
            }
            case Resampling.Every(var span) ->
                    regroup(
                            new Answer.Label.Span(span),
                            instant -> Buckets.floor(instant, span.nanos()),
                            series,
                            method);
            case Resampling.Each(var unit) ->
                    regroup(new Answer.Label.Calendar(unit), floor(unit), series, method);
        };
    }

    private static Resampler regroup(
            Answer.Label label, LongUnaryOperator floor, Series series, AggregationMethod method) {
        var columns =
                Aggregator.aggregate(series.timestamps(), series.values(), floor, List.of(method));
        var grouped = columns.series(0, series.granularity());
        return new Resampler(label, floor, new Measures(grouped.timestamps(), grouped.values()));
    }

    /// The buckets from the one that holds `start` to the last that begins before `stop`.
    Answer between(long start, long stop) {
        long first = start <= 0 ? Long.MIN_VALUE : floor.applyAsLong(start);
        int from = Points.firstAtOrAfter(points.timestamps(), first);
        int to = Math.max(from, Points.firstAtOrAfter(points.timestamps(), stop));
        var shown = Points.between(points, from, to);
        return new Answer(label, shown.timestamps(), shown.values());
    }

    private static LongUnaryOperator floor(Resampling.CalendarUnit unit) {
        return switch (unit) {
            case YEAR -> Buckets::year;
            case HALF -> Buckets::half;
            case QUARTER -> Buckets::quarter;
            case MONTH -> Buckets::month;
            case WEEK -> Buckets::week;
        };
    }
}
