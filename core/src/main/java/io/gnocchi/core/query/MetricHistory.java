package io.gnocchi.core.query;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Timespan;
import io.gnocchi.core.segment.MetricRecord;
import io.gnocchi.core.segment.MetricRequests;
import io.gnocchi.core.series.Amendments;
import io.gnocchi.core.series.Buckets;
import io.gnocchi.core.series.Erased;
import io.gnocchi.core.series.History;
import io.gnocchi.core.series.MethodSeries;
import io.gnocchi.core.series.MetricFold;
import io.gnocchi.core.series.MetricState;
import io.gnocchi.core.series.PointMerge;
import io.gnocchi.core.series.Points;
import io.gnocchi.core.series.Series;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything known of one metric at one moment: records of closed buckets and raw points, and the
/// requests not yet folded, judged here exactly as a fold would.
///
/// What was imported fills in what has no value from what was closed, at each granularity on its
/// own. A touched bucket that is still open is made of all its points together, as it will be when
/// the window has left it.
final class MetricHistory {
    private final @Nullable MetricState state;
    private final Measures points;
    private final Amendments amendments;
    private final History history;
    private final List<MethodSeries> closed = new ArrayList<>();

    /// @param records oldest part first
    /// @param waiting by batch, in order
    MetricHistory(List<MetricRecord> records, List<MetricRequests> waiting) {
        var known = records.isEmpty() ? null : MetricRecord.stateOf(records);
        var old = MetricRecord.pointsOf(records);
        var before = MetricRecord.amendmentsOf(records);
        var fold = new MetricFold(known);
        waiting.forEach(batch -> batch.requests().forEach(fold::accept));
        var unfolded = fold.finish(old, before);
        records.forEach(record -> closed.addAll(record.closed()));
        if (unfolded == null) {
            this.state = known;
            this.points = old;
            this.amendments = before;
            this.history = MetricRecord.historyOf(records).without(before.erased());
        } else {
            closed.addAll(unfolded.closed());
            this.state = unfolded.state();
            this.points = unfolded.points();
            this.amendments = before.then(unfolded.amendments());
            this.history =
                    History.union(List.of(MetricRecord.historyOf(records), unfolded.history()))
                            .without(amendments.erased());
        }
    }

    /// Whether aggregates that `policy` keeps may have to be derived from others.
    boolean hasTurned(ArchivePolicy policy) {
        return state != null
                && (!amendments.turns().isEmpty() || !state.policy().aggregatesAs(policy));
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
        var eras = new Eras(turnedTo(policy), new MetricState(state.window(), policy));
        var past = new Past(eras, points, history);
        var known = known(eras, past, method, granularity);
        var derived =
                new Derivation(
                                eras,
                                (by, step) ->
                                        PointMerge.union(
                                                List.of(
                                                        past.filled(by, step),
                                                        known(eras, past, by, step))))
                        .of(method, granularity);
        var all = PointMerge.union(List.of(past.filled(method, granularity), derived, known));
        long from = Math.max(fromNanos, oldestKept(all, eras, method, granularity));
        int first = Points.firstAtOrAfter(all.timestamps(), from);
        int end = Points.firstAtOrAfter(all.timestamps(), stopNanos);
        var shown = Points.between(all, first, Math.max(first, end));
        return new Series(granularity, shown.timestamps(), shown.values());
    }

    /// The turns, with the one that the next request would be when `policy` is new.
    private Amendments turnedTo(ArchivePolicy policy) {
        if (state == null || state.policy().aggregatesAs(policy)) {
            return amendments;
        }
        return amendments.then(new Amendments(false, List.of(state), Erased.NOTHING));
    }

    /// What was closed of a method and granularity, and, when the policy has it, what is open.
    private Measures known(Eras eras, Past past, AggregationMethod method, Timespan granularity) {
        var pieces = new ArrayList<Measures>();
        for (var one : closed) {
            if (one.method().equals(method) && one.series().granularity().equals(granularity)) {
                pieces.add(columns(amendments.erased().without(one.series())));
            }
        }
        if (eras.now().keeps(method, granularity)) {
            pieces.addAll(past.open(method, granularity));
        }
        return PointMerge.union(pieces);
    }

    private static Measures columns(Series series) {
        return new Measures(series.timestamps(), series.values());
    }

    /// What is older than the policy keeps is hidden, counted from the newest point of this series,
    /// and so is what was too old once and may be gone.
    private long oldestKept(
            Measures all, Eras eras, AggregationMethod method, Timespan granularity) {
        var kept = eras.now().policy().kept(granularity);
        if (kept == null || all.size() == 0) {
            return eras.expiredBefore(granularity);
        }
        // Removing the newest points must not bring back what has expired.
        boolean byWindow = method.isInEveryBucket() || amendments.voidsOlderPoints();
        long newest = all.timestamps()[all.size() - 1];
        long last = Buckets.floor(eras.now().window().lastNanos(), granularity.nanos());
        long counted = byWindow ? Math.max(newest, last) : newest;
        return Math.max(counted - kept.nanos() + 1, eras.expiredBefore(granularity));
    }
}
