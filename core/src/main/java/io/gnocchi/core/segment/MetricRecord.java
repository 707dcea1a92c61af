package io.gnocchi.core.segment;

import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.series.Amendments;
import io.gnocchi.core.series.History;
import io.gnocchi.core.series.Imports;
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
/// @param history that this part brings; erasures in other parts may have taken points away
/// @param amendments made by the requests of this part
public record MetricRecord(
        UUID metric,
        ArchivePolicy policy,
        WindowState state,
        Measures raw,
        List<MethodSeries> closed,
        History history,
        Amendments amendments) {
    public MetricRecord {
        closed = List.copyOf(closed);
    }

    /// A record without history.
    public MetricRecord(
            UUID metric,
            ArchivePolicy policy,
            WindowState state,
            Measures raw,
            List<MethodSeries> closed,
            Amendments amendments) {
        this(metric, policy, state, raw, closed, History.NONE, amendments);
    }

    /// Whether it tells of imports, which older programs do not know.
    boolean knowsImports() {
        return !history.isEmpty() || !amendments.imports().equals(Imports.NONE);
    }

    /// The same with other closed aggregates.
    public MetricRecord withClosed(List<MethodSeries> other) {
        return new MetricRecord(metric, policy, state, raw, other, history, amendments);
    }

    /// The same with another history.
    public MetricRecord withHistory(History other) {
        return new MetricRecord(metric, policy, state, raw, closed, other, amendments);
    }

    /// Where the metric stands after all of them.
    ///
    /// @param records of one metric, oldest part first, at least one
    public static MetricState stateOf(List<MetricRecord> records) {
        long start = Long.MIN_VALUE;
        var newest = records.getFirst();
        for (var record : records) {
            start = Math.max(start, record.state.startNanos());
            // Archive parts have no order.
            newest = record.state.lastNanos() >= newest.state.lastNanos() ? record : newest;
        }
        return new MetricState(new WindowState(newest.state.lastNanos(), start), newest.policy);
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

    /// The history of all together.
    ///
    /// @param records of one metric
    public static History historyOf(List<MetricRecord> records) {
        return History.union(records.stream().map(MetricRecord::history).toList());
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
