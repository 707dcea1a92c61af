package io.gnocchi.core.series;

import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Measures;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Applies requests to one metric in the order of their acknowledgment.
///
/// A request is judged against everything before it: its points older than the mutable window are
/// dropped, the first request of a metric is free, later values win. When the window has moved, the
/// buckets it left behind are closed: computed once, from points that can no longer change. So the
/// outcome depends on the requests and their order alone, not on how many of them one fold sees.
public final class MetricFold {
    private final @Nullable WindowState before;
    private final List<Measures> accepted = new ArrayList<>();
    private @Nullable WindowState state;
    private @Nullable ArchivePolicy policy;
    private long late;

    /// @param before the state after the last fold, null when the metric never had a point
    public MetricFold(@Nullable WindowState before) {
        this.before = before;
        this.state = before;
    }

    /// What a fold brings.
    ///
    /// @param policy by which the last request was judged
    /// @param raw new points that are still needed: those of the open window and the one before
    /// @param closed aggregates of the buckets closed by this fold, by granularity, then method
    public record Outcome(
            WindowState state, ArchivePolicy policy, Measures raw, List<MethodSeries> closed) {}

    /// @param request canonical, see [Canonical]
    public void accept(ArchivePolicy policy, Measures request) {
        if (request.size() == 0) {
            return;
        }
        this.policy = policy;
        var timestamps = request.timestamps();
        long newest = timestamps[timestamps.length - 1];
        if (state == null) {
            accepted.add(request);
            state = new WindowState(newest, WindowState.start(policy, newest));
            return;
        }
        var judge = state.advancedTo(policy, state.lastNanos());
        int first = Points.firstAtOrAfter(timestamps, judge.startNanos());
        late += first;
        if (first < timestamps.length) {
            accepted.add(Points.from(request, first));
        }
        state = judge.advancedTo(policy, newest);
    }

    /// How many points came too late so far.
    public long late() {
        return late;
    }

    /// Whether the window has moved, so that buckets close and [#finish] needs the raw points known
    /// before.
    public boolean moved() {
        return state != null && (before == null || state.startNanos() != before.startNanos());
    }

    /// The state after all requests; null when there never was a point.
    public @Nullable WindowState state() {
        return state;
    }

    /// All points known: `old` and those accepted since.
    public Measures points(Measures old) {
        var columns = new ArrayList<Measures>(accepted.size() + 1);
        columns.add(old);
        columns.addAll(accepted);
        return PointMerge.union(columns);
    }

    /// @param old the raw points known before the fold; may be empty when the window has not moved
    /// @return null when nothing was ever accepted
    public @Nullable Outcome finish(Measures old) {
        if (state == null || policy == null) {
            return null;
        }
        var fresh = PointMerge.union(accepted);
        if (!moved()) {
            return new Outcome(state, policy, fresh, List.of());
        }
        var closed = closed(state, policy, PointMerge.union(List.of(old, fresh)));
        return new Outcome(
                state, policy, Points.sinceWithOneBefore(fresh, state.rawFloor(policy)), closed);
    }

    private List<MethodSeries> closed(WindowState after, ArchivePolicy policy, Measures points) {
        var closed = new ArrayList<MethodSeries>();
        for (var granularity : Granularities.ascending(policy)) {
            long openBefore =
                    before == null ? Long.MIN_VALUE : before.openFloor(granularity.nanos());
            long openAfter = after.openFloor(granularity.nanos());
            int from = Points.firstAtOrAfter(points.timestamps(), openBefore);
            int to = Points.firstAtOrAfter(points.timestamps(), openAfter);
            closed.addAll(MethodSeries.of(points, from, to, granularity, policy.methods()));
        }
        return closed;
    }
}
