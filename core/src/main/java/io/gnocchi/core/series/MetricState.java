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

    /// Where the oldest bucket begins that any granularity still keeps: older points of the history
    /// are not wanted any more. Never moves back while the policy stays.
    public long historyFloor() {
        long floor = Long.MAX_VALUE;
        for (var line : policy.definition()) {
            floor = Math.min(floor, oldestKept(line.granularity()));
        }
        return floor;
    }

    /// Where the oldest bucket of a granularity begins that is kept, counted from the newest point
    /// of the metric; [WindowState#UNBOUNDED] when that is for ever, also when it is none of the
    /// policy's.
    public long oldestKept(Timespan granularity) {
        var kept = policy.kept(granularity);
        long step = granularity.nanos();
        return kept == null
                ? WindowState.UNBOUNDED
                : Buckets.firstFrom(
                        Buckets.floor(window.lastNanos(), step) - kept.nanos() + 1, step);
    }
}
