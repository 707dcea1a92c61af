package io.gnocchi.core.series;

import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.TimeRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The time from which everything was removed after the window had left it behind: nothing can come
/// back there, so a closed bucket wholly inside has no points, whenever it was closed.
///
/// @param ranges ascending; they neither overlap nor touch
public record Erased(List<TimeRange> ranges) {
    public static final Erased NOTHING = new Erased(List.of());

    public Erased {
        ranges = List.copyOf(ranges);
        for (int i = 1; i < ranges.size(); i++) {
            if (ranges.get(i - 1).stopNanos() >= ranges.get(i).startNanos()) {
                throw new IllegalArgumentException("ranges out of order: " + ranges);
            }
        }
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    /// Both together.
    public Erased and(Erased other) {
        if (isEmpty() || other.isEmpty()) {
            return isEmpty() ? other : this;
        }
        var all = new ArrayList<>(ranges);
        all.addAll(other.ranges);
        all.sort(Comparator.comparingLong(TimeRange::startNanos));
        var joined = new ArrayList<TimeRange>();
        for (var range : all) {
            if (joined.isEmpty() || joined.getLast().stopNanos() < range.startNanos()) {
                joined.add(range);
            } else {
                var last = joined.removeLast();
                long stop = Math.max(last.stopNanos(), range.stopNanos());
                joined.add(new TimeRange(last.startNanos(), stop));
            }
        }
        return new Erased(joined);
    }

    /// The buckets that are not wholly inside.
    public Series without(Series series) {
        if (isEmpty()) {
            return series;
        }
        var points = new Measures(series.timestamps(), series.values());
        var kept = new ArrayList<Measures>();
        int next = 0;
        for (var range : ranges) {
            int from = Points.firstAtOrAfter(series.timestamps(), range.startNanos());
            long end = range.stopNanos() - series.granularity().nanos();
            int to = end < 0 ? 0 : Points.firstAtOrAfter(series.timestamps(), end + 1);
            if (from < to) {
                kept.add(Points.between(points, next, from));
                next = to;
            }
        }
        if (next == 0) {
            return series;
        }
        kept.add(Points.from(points, next));
        var rest = PointMerge.union(kept);
        return new Series(series.granularity(), rest.timestamps(), rest.values());
    }
}
