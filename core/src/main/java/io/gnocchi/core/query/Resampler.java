package io.gnocchi.core.query;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.series.Aggregator;
import io.gnocchi.core.series.Points;
import io.gnocchi.core.series.Series;
import java.util.List;
import java.util.function.LongUnaryOperator;

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

    static Resampler resample(Series series, AggregationMethod method, Resampling resampling) {
        var starts = BucketStarts.of(resampling);
        var columns =
                Aggregator.aggregate(series.timestamps(), series.values(), starts, List.of(method));
        var grouped = columns.series(0, series.granularity());
        return new Resampler(
                resampling.label(), starts, new Measures(grouped.timestamps(), grouped.values()));
    }

    /// The buckets from the one that holds `start` to the last that begins before `stop`.
    Answer between(long start, long stop) {
        long first = start <= 0 ? Long.MIN_VALUE : floor.applyAsLong(start);
        int from = Points.firstAtOrAfter(points.timestamps(), first);
        int to = Math.max(from, Points.firstAtOrAfter(points.timestamps(), stop));
        var shown = Points.between(points, from, to);
        return new Answer(label, shown.timestamps(), shown.values());
    }
}
