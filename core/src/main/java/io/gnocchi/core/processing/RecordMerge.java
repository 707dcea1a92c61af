package io.gnocchi.core.processing;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.segment.MetricRecord;
import io.gnocchi.core.series.Amendments;
import io.gnocchi.core.series.ClosedSeries;
import io.gnocchi.core.series.MethodSeries;
import io.gnocchi.core.series.MetricState;
import io.gnocchi.core.series.Points;
import io.gnocchi.core.series.Series;
import java.util.ArrayList;
import java.util.List;

/// Makes one record of the records that several parts hold of one metric: the newest state, raw
/// points that are still needed, aggregates that are neither erased nor too old.
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
                closed(records, state, amendments),
                amendments);
    }

    private static List<MethodSeries> closed(
            List<MetricRecord> records, MetricState state, Amendments amendments) {
        var united = ClosedSeries.union(records.stream().map(MetricRecord::closed).toList());
        var merged = new ArrayList<MethodSeries>(united.size());
        for (var one : united) {
            var living = living(amendments.erased().without(one.series()), one.method(), state);
            if (living.size() > 0) {
                merged.add(new MethodSeries(one.method(), living));
            }
        }
        return merged;
    }

    /// Drops what is older than the policy keeps, counted from the newest point of the method. For
    /// methods that not every bucket has, the newest point seen here is a safe bound.
    private static Series living(Series series, AggregationMethod method, MetricState state) {
        long granularity = series.granularity().nanos();
        var timespan = state.policy().kept(series.granularity());
        if (timespan == null || series.size() == 0) {
            return series;
        }
        long newest =
                method.isInEveryBucket()
                        ? Math.floorDiv(state.window().lastNanos(), granularity) * granularity
                        : series.timestamps()[series.size() - 1];
        int first = Points.firstAtOrAfter(series.timestamps(), newest - timespan.nanos() + 1);
        var living = Points.from(new Measures(series.timestamps(), series.values()), first);
        return new Series(series.granularity(), living.timestamps(), living.values());
    }
}
