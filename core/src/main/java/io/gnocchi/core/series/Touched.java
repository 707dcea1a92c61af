package io.gnocchi.core.series;

import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.TimeRange;
import java.util.ArrayList;
import java.util.List;

/// Time into which an import has put points while it was open. A bucket that has any of it is
/// *touched*: it is not closed into aggregates, for the rest of what belongs there may come with
/// the next import; its points go over into the [History] instead.
///
/// A range begins at the mutable window of its import or later, so that every touched bucket was
/// open then, at whatever granularity.
///
/// @param ranges ascending; they neither overlap nor touch
public record Touched(List<TimeRange> ranges) {
    public static final Touched NOTHING = new Touched(List.of());

    public Touched {
        ranges = List.copyOf(ranges);
        Ranges.requireJoined(ranges);
    }

    /// The blocks into which an import has put points.
    ///
    /// @param timestamps ascending
    /// @param window by which the import is judged
    /// @param rawFloor where the oldest bucket begins that is open at some granularity
    static Touched by(long[] timestamps, WindowState window, long rawFloor, long blockNanos) {
        var ranges = new ArrayList<TimeRange>();
        int next = Points.firstAtOrAfter(timestamps, rawFloor);
        while (next < timestamps.length) {
            long instant = Math.max(timestamps[next], window.startNanos());
            instant = Math.min(instant, Long.MAX_VALUE - 1); // A range has an end behind it.
            long block = Buckets.floor(instant, blockNanos);
            var range =
                    new TimeRange(
                            Math.max(block, window.startNanos()), saturated(block, blockNanos));
            ranges.add(range);
            next = Math.max(next + 1, Points.firstAtOrAfter(timestamps, range.stopNanos()));
        }
        return new Touched(Ranges.joined(ranges));
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    /// Both together.
    Touched and(Touched other) {
        if (isEmpty() || other.isEmpty()) {
            return isEmpty() ? other : this;
        }
        var all = new ArrayList<>(ranges);
        all.addAll(other.ranges);
        return new Touched(Ranges.joined(all));
    }

    /// Without the ranges that have ended by then.
    Touched endingAfter(long instant) {
        return isEmpty()
                ? this
                : new Touched(
                        ranges.stream().filter(range -> range.stopNanos() > instant).toList());
    }

    /// What lies at an instant or later.
    public Touched from(long instant) {
        if (isEmpty()) {
            return this;
        }
        return new Touched(
                endingAfter(instant).ranges.stream()
                        .map(range ->
                                new TimeRange(
                                        Math.max(range.startNanos(), instant), range.stopNanos()))
                        .toList());
    }

    /// The touched buckets of a granularity, whole.
    public Touched buckets(long granularityNanos) {
        return new Touched(
                Ranges.joined(
                        ranges.stream()
                                .map(range -> wholeBuckets(range, granularityNanos))
                                .toList()));
    }

    private static TimeRange wholeBuckets(TimeRange range, long granularityNanos) {
        long last = Buckets.floor(range.stopNanos() - 1, granularityNanos);
        return new TimeRange(
                Buckets.floor(range.startNanos(), granularityNanos),
                saturated(last, granularityNanos));
    }

    private static long saturated(long instant, long nanos) {
        return instant > Long.MAX_VALUE - nanos ? Long.MAX_VALUE : instant + nanos;
    }

    /// Whether an instant is among them.
    public boolean holds(long instant) {
        int low = 0;
        int high = ranges.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ranges.get(middle).startNanos() <= instant) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low > 0 && instant < ranges.get(low - 1).stopNanos();
    }

    /// The points in these ranges, as history: older than any import.
    ///
    /// @param from those before are left out
    /// @param to those from here on are left out
    /// @param predecessors whether the last point before each range comes along, for `rate:`
    public History pointsOf(Measures points, long from, long to, boolean predecessors) {
        var pieces = new ArrayList<History>();
        for (var range : ranges) {
            int first =
                    Points.firstAtOrAfter(points.timestamps(), Math.max(from, range.startNanos()));
            int end = Points.firstAtOrAfter(points.timestamps(), Math.min(to, range.stopNanos()));
            if (first < end) {
                int before = predecessors && first > 0 ? 1 : 0;
                pieces.add(History.of(Points.between(points, first - before, end), 0));
            }
        }
        return History.union(pieces);
    }

    /// The points outside of these ranges, in runs of neighbours.
    ///
    /// @param from index of the first that counts
    /// @param to index behind the last
    List<int[]> untouched(long[] timestamps, int from, int to) {
        var runs = new ArrayList<int[]>();
        int next = from;
        for (var range : ranges) {
            int first = Points.firstAtOrAfter(timestamps, range.startNanos());
            if (next < Math.min(first, to)) {
                runs.add(new int[] {next, Math.min(first, to)});
            }
            next = Math.max(next, Points.firstAtOrAfter(timestamps, range.stopNanos()));
        }
        if (next < to) {
            runs.add(new int[] {next, to});
        }
        return runs;
    }
}
