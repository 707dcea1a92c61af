package io.gnocchi.core.series;

import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.TimeRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The points of a metric while requests are applied to them, and the buckets that close on the
/// way. Of the history it knows what it adds itself.
final class Replay {
    private @Nullable WindowState closedTo;
    private Amendments before;
    private Amendments added = Amendments.NONE;
    private Measures points;
    private Measures fresh = Points.none();
    private final List<List<MethodSeries>> closed = new ArrayList<>();
    private final List<History> history = new ArrayList<>();

    /// @param before the window up to which buckets are closed, null when nothing ever was
    /// @param old the raw points known; may be empty when nothing closes and nothing is removed
    Replay(@Nullable WindowState before, Measures old, Amendments amendments) {
        this.closedTo = before;
        this.points = old;
        this.before = amendments;
    }

    /// What an import has brought besides the measures that are taken like all others.
    ///
    /// @param behind the window
    record Imported(Measures behind, Touched touched) {}

    /// Measures that count, and what imports among them have brought.
    void take(List<Measures> accepted, List<Imported> imported) {
        var taken = PointMerge.union(accepted);
        points = PointMerge.union(List.of(points, taken));
        fresh = PointMerge.union(List.of(fresh, taken));
        for (var one : imported) {
            var known = amendments().imports();
            long number = known.count() + 1;
            history.add(History.of(one.behind(), number));
            imports(new Imports(number, known.touched().and(one.touched())));
        }
    }

    private void imports(Imports imports) {
        added = added.then(new Amendments(false, List.of(), Erased.NOTHING, imports));
    }

    /// Closes what the window has left behind: buckets into aggregates, touched ones into history.
    void close(MetricState state) {
        var series = new ArrayList<MethodSeries>();
        long completeFrom = amendments().completeFrom();
        var touched = amendments().imports().touched().from(completeFrom);
        for (var granularity : Granularities.ascending(state.policy())) {
            long step = granularity.nanos();
            long openBefore = closedTo == null ? Long.MIN_VALUE : closedTo.openFloor(step);
            long openNow = state.window().openFloor(step);
            long first = Math.max(openBefore, Buckets.firstFrom(completeFrom, step));
            int from = Points.firstAtOrAfter(points.timestamps(), first);
            int to = Points.firstAtOrAfter(points.timestamps(), openNow);
            if (touched.isEmpty()) {
                series.addAll(
                        MethodSeries.of(points, from, to, granularity, state.policy().methods()));
                continue;
            }
            var buckets = touched.buckets(step);
            for (var run : buckets.untouched(points.timestamps(), from, to)) {
                closed.add(
                        MethodSeries.of(
                                points, run[0], run[1], granularity, state.policy().methods()));
            }
            history.add(
                    buckets.pointsOf(
                            points,
                            Math.max(openBefore, completeFrom),
                            openNow,
                            state.policy().hasRates()));
        }
        if (!series.isEmpty()) {
            closed.add(series);
        }
        closedTo = state.window();
    }

    /// What comes is aggregated in another way than up to `state`.
    void turn(MetricState state) {
        close(state);
        added = added.then(new Amendments(false, List.of(state), Erased.NOTHING));
    }

    /// Removes a range: points of open buckets, and closed buckets wholly inside.
    void erase(MetricState state, TimeRange range) {
        close(state);
        // Exactly the points that everybody knows, whatever else happens not to be compacted yet:
        // one of them may now lend the predecessor of a difference.
        var known = Points.sinceWithOneBefore(points, neededFrom(state));
        points = Points.without(known, range);
        fresh = points;
        var imports = amendments().imports();
        if (!imports.isNone()) {
            imports = new Imports(imports.count() + 1, imports.touched());
            imports(imports);
        }
        var erased = erased(range, state.window(), imports.count());
        added = added.then(new Amendments(true, List.of(), erased));
    }

    private static Erased erased(TimeRange range, WindowState window, long number) {
        long stop = Math.min(range.stopNanos(), window.startNanos());
        return range.startNanos() < stop
                ? Erased.of(new TimeRange(range.startNanos(), stop), number)
                : Erased.NOTHING;
    }

    private long neededFrom(MetricState state) {
        return Math.max(state.rawFloor(), amendments().completeFrom());
    }

    private Amendments amendments() {
        return before.then(added);
    }

    /// All points known.
    Measures points() {
        return points;
    }

    MetricFold.Outcome outcome(MetricState state) {
        var imports = added.imports();
        if (!imports.isNone()) {
            imports(new Imports(imports.count(), imports.touched().endingAfter(state.rawFloor())));
        }
        return new MetricFold.Outcome(
                state,
                points,
                Points.sinceWithOneBefore(fresh, state.rawFloor()),
                ClosedSeries.union(closed).stream()
                        .map(one ->
                                new MethodSeries(
                                        one.method(), added.erased().without(one.series())))
                        .filter(one -> one.series().size() > 0)
                        .toList(),
                History.union(history).without(added.erased()),
                added);
    }
}
