package io.gnocchi.core.processing;

import io.gnocchi.core.model.Measures;
import io.gnocchi.core.segment.MetricRecord;
import io.gnocchi.core.series.Amendments;
import io.gnocchi.core.series.Buckets;
import io.gnocchi.core.series.ClosedSeries;
import io.gnocchi.core.series.History;
import io.gnocchi.core.series.MethodSeries;
import io.gnocchi.core.series.MetricState;
import io.gnocchi.core.series.Points;
import io.gnocchi.core.series.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Makes one record of the records that several parts hold of one metric: the newest state, raw
/// points that are still needed, aggregates and history that are neither erased nor too old.
final class RecordMerge {
    private RecordMerge() {}

    /// @param records oldest part first, at least one
    static MetricRecord merge(List<MetricRecord> records) {
        var state = MetricRecord.stateOf(records);
        var amendments = MetricRecord.amendmentsOf(records);
        return new MetricRecord(
                records.getLast().metric(),
                state.policy(),
                state.window(),
                Points.sinceWithOneBefore(MetricRecord.pointsOf(records), state.rawFloor()),
                closed(records, state, amendments, one -> newest(one, state)),
                history(records, amendments),
                amendments);
    }

    /// The record of an archive, which neither adds to what is known of the metric elsewhere nor is
    /// needed to know it.
    ///
    /// @param records of archives, oldest first, at least one
    /// @param hot the records of hot parts, oldest first; when there are none, nobody can tell that
    ///   anything has expired since the archives were written
    /// @return null when there is nothing to keep
    static @Nullable MetricRecord archived(List<MetricRecord> records, List<MetricRecord> hot) {
        if (hot.isEmpty()) {
            return merge(records);
        }
        var all = new ArrayList<>(records);
        all.addAll(hot);
        var state = MetricRecord.stateOf(all);
        var amendments = MetricRecord.amendmentsOf(hot);
        var merged = closed(records, state, amendments, new NewestValues(hot, state)::bound);
        var history = history(records, all, amendments);
        return merged.isEmpty() && history.isEmpty()
                ? null
                : new MetricRecord(
                        records.getLast().metric(),
                        state.policy(),
                        state.window(),
                        Points.none(),
                        merged,
                        history,
                        Amendments.NONE);
    }

    private static History history(List<MetricRecord> records, Amendments amendments) {
        return history(records, records, amendments);
    }

    /// @param all that tell what is still wanted
    private static History history(
            List<MetricRecord> records, List<MetricRecord> all, Amendments amendments) {
        // A state is asked with the policy it was reached by: with another one it could tell of
        // points that are still wanted.
        long floor = amendments.historyFloor();
        for (var record : all) {
            var reached = new MetricState(record.state(), record.policy());
            floor = Math.max(floor, reached.historyFloor());
        }
        return MetricRecord.historyOf(records).without(amendments.erased()).from(floor);
    }

    /// What is neither erased nor too old.
    ///
    /// @param newest from where the retention of a series counts
    private static List<MethodSeries> closed(
            List<MetricRecord> records,
            MetricState state,
            Amendments amendments,
            ToLongFunction<MethodSeries> newest) {
        var united = ClosedSeries.union(records.stream().map(MetricRecord::closed).toList());
        var left = new ArrayList<MethodSeries>(united.size());
        for (var one : united) {
            var kept = new MethodSeries(one.method(), amendments.erased().without(one.series()));
            if (kept.series().size() > 0) {
                var living = living(kept.series(), state, newest.applyAsLong(kept));
                if (living.size() > 0) {
                    left.add(new MethodSeries(one.method(), living));
                }
            }
        }
        return left;
    }

    /// From where retention counts: the newest point of the method. For methods that not every
    /// bucket has, the newest point seen here is a safe bound.
    private static long newest(MethodSeries one, MetricState state) {
        long granularity = one.series().granularity().nanos();
        return one.method().isInEveryBucket()
                ? Buckets.floor(state.window().lastNanos(), granularity)
                : newest(one.series());
    }

    private static long newest(Series series) {
        return series.timestamps()[series.size() - 1];
    }

    /// Drops what is older than the policy keeps.
    private static Series living(Series series, MetricState state, long newest) {
        var timespan = state.policy().kept(series.granularity());
        if (timespan == null) {
            return series;
        }
        int first = Points.firstAtOrAfter(series.timestamps(), newest - timespan.nanos() + 1);
        var living = Points.from(new Measures(series.timestamps(), series.values()), first);
        return new Series(series.granularity(), living.timestamps(), living.values());
    }

    /// The newest values of a metric in hot parts.
    private static final class NewestValues {
        private final MetricState state;
        private final Measures points;
        private final Amendments amendments;
        private final List<MethodSeries> closed;

        NewestValues(List<MetricRecord> hot, MetricState state) {
            this.state = state;
            this.points = MetricRecord.pointsOf(hot);
            this.amendments = MetricRecord.amendmentsOf(hot);
            this.closed = hot.stream().flatMap(record -> record.closed().stream()).toList();
        }

        /// From where the retention of an archived series counts, or earlier. After an erasure it
        /// counts from the newest point of the metric whatever the method.
        long bound(MethodSeries archived) {
            var method = archived.method();
            var granularity = archived.series().granularity();
            if (method.isInEveryBucket() || amendments.voidsOlderPoints()) {
                return Buckets.floor(state.window().lastNanos(), granularity.nanos());
            }
            long newest = newest(archived.series());
            for (var one : closed) {
                if (one.method().equals(method) && one.series().granularity().equals(granularity)) {
                    newest = Math.max(newest, newest(one.series()));
                }
            }
            if (state.keeps(method, granularity)) {
                long step = granularity.nanos();
                long openFrom = amendments.openFrom(state.window(), granularity);
                int from = Points.firstAtOrAfter(points.timestamps(), openFrom);
                var open =
                        MethodSeries.of(points, from, points.size(), granularity, List.of(method));
                if (!open.isEmpty()) {
                    // What a touched bucket has is known when it is read, with the history.
                    var touched = amendments.imports().touched().buckets(step);
                    var sure = open.getFirst().series().only(bucket -> !touched.holds(bucket));
                    int size = sure.size();
                    newest = size == 0 ? newest : Math.max(newest, sure.timestamps()[size - 1]);
                }
            }
            return newest;
        }
    }
}
