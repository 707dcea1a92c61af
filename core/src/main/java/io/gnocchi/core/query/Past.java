package io.gnocchi.core.query;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Timespan;
import io.gnocchi.core.series.Buckets;
import io.gnocchi.core.series.History;
import io.gnocchi.core.series.MethodSeries;
import io.gnocchi.core.series.Points;
import io.gnocchi.core.series.Series;
import io.gnocchi.core.series.Touched;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/// The points of one metric, as they make buckets: those of the open window by themselves, the
/// history together with those of touched buckets, whether the window has left these or not.
final class Past {
    private final Eras eras;
    private final Measures points;
    private final Touched touched;
    private final History history;

    /// @param points of the open window
    /// @param history without what was erased
    Past(Eras eras, Measures points, History history) {
        this.eras = eras;
        this.points = points;
        this.touched = eras.amendments().imports().touched().from(eras.amendments().completeFrom());
        this.history = together(history);
    }

    /// The history as it would be if the window had left everything; without what no granularity
    /// keeps, for compaction may have dropped that.
    private History together(History known) {
        if (known.isEmpty() && touched.isEmpty()) {
            return known; // As of nearly every metric.
        }
        var pieces = new ArrayList<History>();
        pieces.add(known);
        var now = eras.now();
        for (var line : now.policy().definition()) {
            long step = line.granularity().nanos();
            long from = Math.max(now.window().openFloor(step), eras.amendments().completeFrom());
            pieces.add(
                    touched.buckets(step)
                            .pointsOf(points, from, Long.MAX_VALUE, now.policy().hasRates()));
        }
        long floor = Math.max(eras.amendments().historyFloor(), now.historyFloor());
        return History.union(pieces).from(floor);
    }

    /// The open buckets of which all points are known.
    List<Measures> open(AggregationMethod method, Timespan granularity) {
        long step = granularity.nanos();
        long from = eras.openFrom(granularity);
        if (touched.isEmpty()) {
            return List.of(buckets(points, from, method, granularity));
        }
        var buckets = touched.buckets(step);
        return List.of(
                buckets(points, from, method, granularity, bucket -> !buckets.holds(bucket)),
                buckets(history.points(), from, method, granularity, buckets::holds));
    }

    /// What the history makes of the other buckets that the window has left behind or that are
    /// touched.
    Measures filled(AggregationMethod method, Timespan granularity) {
        if (history.isEmpty()) {
            return Points.none();
        }
        long step = granularity.nanos();
        long openFloor = eras.now().window().openFloor(step);
        var buckets = touched.buckets(step);
        return buckets(
                history.points(),
                firstFilled(granularity),
                method,
                granularity,
                bucket -> bucket < openFloor || buckets.holds(bucket));
    }

    /// Where the oldest bucket begins that the history tells all of, by the policies of all times.
    private long firstFilled(Timespan granularity) {
        long first =
                Math.max(
                        eras.now().oldestKept(granularity),
                        Buckets.firstFrom(eras.amendments().historyFloor(), granularity.nanos()));
        return Math.max(first, eras.expiredBefore(granularity));
    }

    private static Measures buckets(
            Measures points,
            long from,
            AggregationMethod method,
            Timespan granularity,
            LongPredicate wanted) {
        var all = buckets(points, from, method, granularity);
        return new Series(granularity, all.timestamps(), all.values()).only(wanted);
    }

    private static Measures buckets(
            Measures points, long from, AggregationMethod method, Timespan granularity) {
        int first = Points.firstAtOrAfter(points.timestamps(), from);
        var made = MethodSeries.of(points, first, points.size(), granularity, List.of(method));
        if (made.isEmpty()) {
            return Points.none();
        }
        var series = made.getFirst().series();
        return new Measures(series.timestamps(), series.values());
    }
}
