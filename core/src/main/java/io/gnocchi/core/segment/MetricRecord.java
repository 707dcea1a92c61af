package io.gnocchi.core.segment;

import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.series.MethodSeries;
import io.gnocchi.core.series.WindowState;
import java.util.List;
import java.util.UUID;

/// What one segment knows of one metric.
///
/// @param policy by which the newest of its measures was judged
/// @param state after the newest ordinal of the part
/// @param raw points of the open window (and the one before it) that this part brings, sorted,
///   timestamps distinct; points the window has left behind may still be among them
/// @param closed aggregates of closed buckets that this part brings, by granularity, then method
public record MetricRecord(
        UUID metric,
        ArchivePolicy policy,
        WindowState state,
        Measures raw,
        List<MethodSeries> closed) {
    public MetricRecord {
        closed = List.copyOf(closed);
    }
}
