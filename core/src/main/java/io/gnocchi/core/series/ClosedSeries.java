package io.gnocchi.core.series;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.Measures;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Closed aggregates of one metric from several sources, put together.
public final class ClosedSeries {
    private record Kind(long granularityNanos, AggregationMethod method)
            implements Comparable<Kind> {
        @Override
        public int compareTo(Kind other) {
            int order = Long.compare(granularityNanos, other.granularityNanos);
            return order != 0 ? order : method.compareTo(other.method);
        }
    }

    private ClosedSeries() {}

    /// One series for each granularity and method, by granularity, then method.
    ///
    /// @param sources oldest first
    public static List<MethodSeries> union(List<List<MethodSeries>> sources) {
        if (sources.size() == 1) {
            return sources.getFirst();
        }
        SortedMap<Kind, List<Series>> byKind = new TreeMap<>();
        for (var source : sources) {
            for (var closed : source) {
                var kind = new Kind(closed.series().granularity().nanos(), closed.method());
                byKind.computeIfAbsent(kind, _ -> new ArrayList<>()).add(closed.series());
            }
        }
        var united = new ArrayList<MethodSeries>(byKind.size());
        byKind.forEach((kind, all) -> united.add(new MethodSeries(kind.method(), joined(all))));
        return united;
    }

    private static Series joined(List<Series> all) {
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
}
