package io.gnocchi.core.series;

import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.TimeRange;
import java.util.Arrays;
import java.util.List;

/// Cuts of sorted columns.
public final class Points {
    private Points() {}

    /// No points.
    public static Measures none() {
        return new Measures(new long[0], new double[0]);
    }

    /// Index of the first timestamp that is not before `instant`; the length when there is none.
    public static int firstAtOrAfter(long[] timestamps, long instant) {
        int found = Arrays.binarySearch(timestamps, instant);
        return found >= 0 ? found : -found - 1;
    }

    /// The points from an index on.
    public static Measures from(Measures points, int first) {
        return between(points, first, points.size());
    }

    /// The points from one index to another.
    public static Measures between(Measures points, int from, int to) {
        if (from == 0 && to == points.size()) {
            return points;
        }
        return new Measures(
                Arrays.copyOfRange(points.timestamps(), from, to),
                Arrays.copyOfRange(points.values(), from, to));
    }

    /// The points outside of a range.
    public static Measures without(Measures points, TimeRange range) {
        int from = firstAtOrAfter(points.timestamps(), range.startNanos());
        int to = firstAtOrAfter(points.timestamps(), range.stopNanos());
        if (from == to) {
            return points;
        }
        return PointMerge.union(List.of(between(points, 0, from), from(points, to)));
    }

    /// The points not before `instant`, and the last one before it.
    public static Measures sinceWithOneBefore(Measures points, long instant) {
        return from(points, Math.max(0, firstAtOrAfter(points.timestamps(), instant) - 1));
    }
}
