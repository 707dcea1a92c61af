package io.gnocchi.core.series;

import io.gnocchi.core.model.TimeRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Stretches of time, put together.
final class Ranges {
    private Ranges() {}

    /// What they cover together: ascending, neither overlapping nor touching.
    static List<TimeRange> joined(List<TimeRange> ranges) {
        var sorted = new ArrayList<>(ranges);
        sorted.sort(Comparator.comparingLong(TimeRange::startNanos));
        var joined = new ArrayList<TimeRange>();
        for (var range : sorted) {
            if (joined.isEmpty() || joined.getLast().stopNanos() < range.startNanos()) {
                joined.add(range);
            } else {
                var last = joined.removeLast();
                long stop = Math.max(last.stopNanos(), range.stopNanos());
                joined.add(new TimeRange(last.startNanos(), stop));
            }
        }
        return joined;
    }

    /// @throws IllegalArgumentException unless they ascend and neither overlap nor touch
    static void requireJoined(List<TimeRange> ranges) {
        for (int i = 1; i < ranges.size(); i++) {
            if (ranges.get(i - 1).stopNanos() >= ranges.get(i).startNanos()) {
                throw new IllegalArgumentException("ranges out of order: " + ranges);
            }
        }
    }
}
