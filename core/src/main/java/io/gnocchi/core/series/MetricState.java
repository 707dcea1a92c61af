package io.gnocchi.core.series;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Timespan;

/// Where a metric stands after a request.
///
/// @param policy by which that request was judged
public record MetricState(WindowState window, ArchivePolicy policy) {

    /// Whether the policy makes such aggregates.
    public boolean keeps(AggregationMethod method, Timespan granularity) {
        return policy.methods().contains(method)
                && policy.definition().stream()
                        .anyMatch(line -> line.granularity().equals(granularity));
    }

    /// First instant from which on all raw points are known; the last point before is known too.
    public long rawFloor() {
        return window.rawFloor(policy);
    }
}
