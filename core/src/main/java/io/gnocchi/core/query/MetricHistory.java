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

    /// All aggregates of a method and granularity that `policy` keeps.
    Series series(ArchivePolicy policy, AggregationMethod method, Timespan granularity) {
        if (state == null) {
            return new Series(granularity, new long[0], new double[0]);
        }
        var pieces = new ArrayList<Measures>();
        for (var record : records) {
            record.closed().stream()
                    .filter(one -> one.method().equals(method))
                    .filter(one -> one.series().granularity().equals(granularity))
                    .forEach(one -> pieces.add(columns(one.series())));
        }
        if (unfolded != null) {
            unfolded.closed().stream()
                    .filter(one -> one.method().equals(method))
                    .filter(one -> one.series().granularity().equals(granularity))
                    .forEach(one -> pieces.add(columns(one.series())));
        }
        pieces.add(open(state, method, granularity));
        return living(PointMerge.union(pieces), policy, granularity);
    }

    private Measures open(WindowState state, AggregationMethod method, Timespan granularity) {
        int from = Points.firstAtOrAfter(points.timestamps(), state.openFloor(granularity.nanos()));
        var open = MethodSeries.of(points, from, points.size(), granularity, List.of(method));
        return open.isEmpty() ? Points.none() : columns(open.getFirst().series());
    }

    private static Measures columns(Series series) {
        return new Measures(series.timestamps(), series.values());
    }

    /// Hides what is older than the policy keeps, counted from the newest point of this series.
    private static Series living(Measures all, ArchivePolicy policy, Timespan granularity) {
        var timespan = policy.kept(granularity);
        if (timespan == null || all.size() == 0) {
            return new Series(granularity, all.timestamps(), all.values());
        }
        long newest = all.timestamps()[all.size() - 1];
        var living =
                Points.from(
                        all,
                        Points.firstAtOrAfter(all.timestamps(), newest - timespan.nanos() + 1));
        return new Series(granularity, living.timestamps(), living.values());
    }
}
