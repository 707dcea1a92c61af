package io.gnocchi.core.query;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Timespan;
import io.gnocchi.core.segment.MetricRecord;
import io.gnocchi.core.segment.MetricRequests;
import io.gnocchi.core.series.MethodSeries;
import io.gnocchi.core.series.MetricFold;
import io.gnocchi.core.series.PointMerge;
import io.gnocchi.core.series.Points;
import io.gnocchi.core.series.Series;
import io.gnocchi.core.series.WindowState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything known of one metric at one moment: records of closed buckets and raw points, and the
/// requests not yet folded, judged here exactly as a fold would.
final class MetricHistory {
    private final List<MetricRecord> records;
    private final @Nullable WindowState state;
    private final Measures points;
    private final MetricFold.@Nullable Outcome unfolded;

    /// @param records oldest part first
    /// @param waiting by batch, in order
    MetricHistory(List<MetricRecord> records, List<MetricRequests> waiting) {
        this.records = records;
        var fold = new MetricFold(stateOf(records));
        for (var batch : waiting) {
            for (int i = 0; i < batch.requests().size(); i++) {
                fold.accept(batch.policies().get(i), batch.requests().get(i));
            }
        }
        var old = PointMerge.union(records.stream().map(MetricRecord::raw).toList());
        this.state = fold.state();
        this.points = fold.points(old);
        this.unfolded = fold.finish(old);
    }

    private static @Nullable WindowState stateOf(List<MetricRecord> records) {
        WindowState state = null;
        for (var record : records) {
            var next = record.state();
            state =
                    state == null
                            ? next
                            : new WindowState(
                                    Math.max(state.lastNanos(), next.lastNanos()),
                                    Math.max(state.startNanos(), next.startNanos()));
        }
        return state;
    }

    /// The aggregates of a method and granularity that `policy` keeps.
    ///
    /// @param fromNanos the first bucket
    /// @param stopNanos after the last bucket
    Series series(
            ArchivePolicy policy,
            AggregationMethod method,
            Timespan granularity,
            long fromNanos,
            long stopNanos) {
        if (state == null) {
            return new Series(granularity, new long[0], new double[0]);
        }
        var pieces = new ArrayList<Measures>();
        for (var record : records) {
            pieces.addAll(closed(record.closed(), method, granularity));
        }
        if (unfolded != null) {
            pieces.addAll(closed(unfolded.closed(), method, granularity));
        }
        pieces.add(open(state, method, granularity));
        long from = Math.max(fromNanos, oldestKept(pieces, policy, granularity));
        var kept = pieces.stream().map(piece -> between(piece, from, stopNanos)).toList();
        var all = PointMerge.union(kept);
        return new Series(granularity, all.timestamps(), all.values());
    }

    private static List<Measures> closed(
            List<MethodSeries> closed, AggregationMethod method, Timespan granularity) {
        return closed.stream()
                .filter(one -> one.method().equals(method))
                .filter(one -> one.series().granularity().equals(granularity))
                .map(one -> columns(one.series()))
                .toList();
    }

    private Measures open(WindowState state, AggregationMethod method, Timespan granularity) {
        int from = Points.firstAtOrAfter(points.timestamps(), state.openFloor(granularity.nanos()));
        var open = MethodSeries.of(points, from, points.size(), granularity, List.of(method));
        return open.isEmpty() ? Points.none() : columns(open.getFirst().series());
    }

    private static Measures columns(Series series) {
        return new Measures(series.timestamps(), series.values());
    }

    /// What is older than the policy keeps is hidden, counted from the newest point of this series.
    private static long oldestKept(
            List<Measures> pieces, ArchivePolicy policy, Timespan granularity) {
        var timespan = policy.kept(granularity);
        long newest =
                pieces.stream()
                        .filter(piece -> piece.size() > 0)
                        .mapToLong(piece -> piece.timestamps()[piece.size() - 1])
                        .max()
                        .orElse(0);
        return timespan == null ? Long.MIN_VALUE : newest - timespan.nanos() + 1;
    }

    private static Measures between(Measures points, long from, long stop) {
        int first = Points.firstAtOrAfter(points.timestamps(), from);
        int end = Points.firstAtOrAfter(points.timestamps(), stop);
        return Points.between(points, first, Math.max(first, end));
    }
}
