package io.gnocchi.core.segment;

import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.series.Amendments;
import io.gnocchi.core.series.MethodSeries;
import io.gnocchi.core.series.MetricState;
import io.gnocchi.core.series.PointMerge;
import io.gnocchi.core.series.WindowState;
import java.util.List;
import java.util.UUID;

/// What one segment knows of one metric.
///
/// @param policy by which the newest of its requests was judged
/// @param state after the newest ordinal of the part
/// @param raw points of the open window (and the one before it) that this part brings, sorted,
///   timestamps distinct; points the window has left behind may still be among them
/// @param closed aggregates of closed buckets that this part brings, by granularity, then method
/// @param amendments made by the requests of this part
public record MetricRecord(
        UUID metric,
        ArchivePolicy policy,
        WindowState state,
        Measures raw,
        List<MethodSeries> closed,
        Amendments amendments) {
    public MetricRecord {
        closed = List.copyOf(closed);
    }

    /// The same with other closed aggregates.
    public MetricRecord withClosed(List<MethodSeries> other) {
        return new MetricRecord(metric, policy, state, raw, other, amendments);
    }

    /// Where the metric stands after all of them.
    ///
    /// @param records of one metric, oldest part first, at least one
    public static MetricState stateOf(List<MetricRecord> records) {
        long last = Long.MIN_VALUE;
        long start = Long.MIN_VALUE;
        for (var record : records) {
            last = Math.max(last, record.state.lastNanos());
            start = Math.max(start, record.state.startNanos());
        }
        return new MetricState(new WindowState(last, start), records.getLast().policy);
    }

    /// The raw points of all together.
    ///
    /// @param records of one metric, oldest part first
    public static Measures pointsOf(List<MetricRecord> records) {
        int first = 0;
        for (int i = 0; i < records.size(); i++) {
            first = records.get(i).amendments.voidsOlderPoints() ? i : first;
        }
        return PointMerge.union(
                records.subList(first, records.size()).stream().map(MetricRecord::raw).toList());
    }

    /// The amendments of all together.
    ///
    /// @param records of one metric, oldest part first
    public static Amendments amendmentsOf(List<MetricRecord> records) {
        return records.stream()
                .map(MetricRecord::amendments)
                .reduce(Amendments.NONE, Amendments::then);
    }
}
