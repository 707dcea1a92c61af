package io.gnocchi.core.processing;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.segment.MetricRecord;
import io.gnocchi.core.series.MethodSeries;
import io.gnocchi.core.series.PointMerge;
import io.gnocchi.core.series.Points;
import io.gnocchi.core.series.Series;
import io.gnocchi.core.series.WindowState;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Makes one record of the records that several parts hold of one metric: the newest state, raw
/// points that are still needed, aggregates that are not yet too old.
final class RecordMerge {
    private record Kind(long granularityNanos, AggregationMethod method)
            implements Comparable<Kind> {
        @Override
        public int compareTo(Kind other) {
            int order = Long.compare(granularityNanos, other.granularityNanos);
            return order != 0 ? order : method.compareTo(other.method);
        }
    }

    private RecordMerge() {}

    /// @param records oldest part first, at least one
    static MetricRecord merge(List<MetricRecord> records) {
        var newest = records.getLast();
        var state = newest.state();
        for (var record : records) {
            state =
                    new WindowState(
                            Math.max(state.lastNanos(), record.state().lastNanos()),
                            Math.max(state.startNanos(), record.state().startNanos()));
        }
        var raw = PointMerge.union(records.stream().map(MetricRecord::raw).toList());
        var needed = Points.sinceWithOneBefore(raw, state.rawFloor(newest.policy()));
        return new MetricRecord(
                newest.metric(), newest.policy(), state, needed, closed(records, state));
    }

    private static List<MethodSeries> closed(List<MetricRecord> records, WindowState state) {
        SortedMap<Kind, List<Series>> byKind = new TreeMap<>();
        for (var record : records) {
            for (var closed : record.closed()) {
                var kind = new Kind(closed.series().granularity().nanos(), closed.method());
                byKind.computeIfAbsent(kind, ignored -> new ArrayList<>()).add(closed.series());
            }
        }
        var policy = records.getLast().policy();
        var merged = new ArrayList<MethodSeries>(byKind.size());
        byKind.forEach((kind, all) -> {
            var living = living(union(all), kind.method(), policy, state);
            if (living.size() > 0) {
                merged.add(new MethodSeries(kind.method(), living));
            }
        });
        return merged;
    }

    private static Series union(List<Series> all) {
        if (all.size() == 1) {
            return all.getFirst();
        }
        var points =
                PointMerge.union(
                        all.stream()
                                .map(one -> new Measures(one.timestamps(), one.values()))
                                .toList());
        return new Series(all.getFirst().granularity(), points.timestamps(), points.values());
    }

    /// Drops what is older than the policy keeps, counted from the newest point of the method. For
    /// methods that not every bucket has, the newest point seen here is a safe bound.
    private static Series living(
            Series series, AggregationMethod method, ArchivePolicy policy, WindowState state) {
        long granularity = series.granularity().nanos();
        var timespan = policy.kept(series.granularity());
        if (timespan == null || series.size() == 0) {
            return series;
        }
        boolean inEveryBucket = !method.rate() && method.kind() != AggregationMethod.Kind.STD;
        long newest =
                inEveryBucket
                        ? Math.floorDiv(state.lastNanos(), granularity) * granularity
                        : series.timestamps()[series.size() - 1];
        int first = Points.firstAtOrAfter(series.timestamps(), newest - timespan.nanos() + 1);
        var living = Points.from(new Measures(series.timestamps(), series.values()), first);
        return new Series(series.granularity(), living.timestamps(), living.values());
    }
}
