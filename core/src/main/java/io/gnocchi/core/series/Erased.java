package io.gnocchi.core.series;

import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// The time from which everything was removed after the window had left it behind: nothing can be
/// posted there any more, so a closed bucket wholly inside has no points, whenever it was closed.
/// Of the [History] those points are gone that came before the erasure.
///
/// @param removals ascending; they never overlap, and touch only when their numbers differ
public record Erased(List<Removal> removals) {
    public static final Erased NOTHING = new Erased(List.of());

    /// A removed range.
    ///
    /// @param number of the erasure among the imports; points with smaller ones are gone
    public record Removal(TimeRange range, long number) {}

    public Erased {
        removals = List.copyOf(removals);
        for (int i = 1; i < removals.size(); i++) {
            var before = removals.get(i - 1);
            var next = removals.get(i);
            long gap = next.range().startNanos() - before.range().stopNanos();
            if (gap < 0 || (gap == 0 && before.number() == next.number())) {
                throw new IllegalArgumentException("ranges out of order: " + removals);
            }
        }
    }

    /// One range.
    static Erased of(TimeRange range, long number) {
        return new Erased(List.of(new Removal(range, number)));
    }

    public boolean isEmpty() {
        return removals.isEmpty();
    }

    /// What is covered, by whatever erasure: ascending, neither overlapping nor touching.
    public List<TimeRange> ranges() {
        return Ranges.joined(removals.stream().map(Removal::range).toList());
    }

    /// Both together: where they overlap, the later one counts.
    public Erased and(Erased other) {
        if (isEmpty() || other.isEmpty()) {
            return isEmpty() ? other : this;
        }
        var bounds =
                Stream.of(removals, other.removals)
                        .flatMap(List::stream)
                        .map(Removal::range)
                        .flatMapToLong(
                                range -> LongStream.of(range.startNanos(), range.stopNanos()))
                        .sorted()
                        .distinct()
                        .toArray();
        var joined = new ArrayList<Removal>();
        int own = 0;
        int others = 0;
        for (int i = 1; i < bounds.length; i++) {
            own = endingAfter(bounds[i - 1], removals, own);
            others = endingAfter(bounds[i - 1], other.removals, others);
            long number =
                    Math.max(
                            numberAt(bounds[i - 1], removals, own),
                            numberAt(bounds[i - 1], other.removals, others));
            if (number >= 0) {
                append(joined, new TimeRange(bounds[i - 1], bounds[i]), number);
            }
        }
        return new Erased(joined);
    }

    private static int endingAfter(long instant, List<Removal> removals, int from) {
        int at = from;
        while (at < removals.size() && removals.get(at).range().stopNanos() <= instant) {
            at++;
        }
        return at;
    }

    /// Negative when nothing is removed there.
    private static long numberAt(long instant, List<Removal> removals, int at) {
        return at < removals.size() && removals.get(at).range().startNanos() <= instant
                ? removals.get(at).number()
                : -1;
    }

    private static void append(List<Removal> joined, TimeRange range, long number) {
        long start = range.startNanos();
        if (!joined.isEmpty()
                && joined.getLast().range().stopNanos() == start
                && joined.getLast().number() == number) {
            start = joined.removeLast().range().startNanos();
        }
        joined.add(new Removal(new TimeRange(start, range.stopNanos()), number));
    }

    /// Whether a point of the history is gone.
    boolean hides(long timestamp, long number) {
        int low = 0;
        int high = removals.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (removals.get(middle).range().stopNanos() <= timestamp) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return numberAt(timestamp, removals, low) > number;
    }

    /// The buckets that are not wholly inside.
    public Series without(Series series) {
        if (isEmpty()) {
            return series;
        }
        var points = new Measures(series.timestamps(), series.values());
        var kept = new ArrayList<Measures>();
        int next = 0;
        for (var range : ranges()) {
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
