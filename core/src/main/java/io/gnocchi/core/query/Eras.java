package io.gnocchi.core.query;

import io.gnocchi.core.model.Timespan;
import io.gnocchi.core.series.Amendments;
import io.gnocchi.core.series.Buckets;
import io.gnocchi.core.series.MetricState;
import io.gnocchi.core.series.WindowState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// The times between a metric's turns, in each of which it was aggregated by one policy.
///
/// @param amendments their turns end all eras but the last
/// @param now where the last era stands
record Eras(Amendments amendments, MetricState now) {

    /// Time in which all buckets of a kind are known.
    record Stretch(long fromNanos, long toNanos) {}

    boolean single() {
        return amendments.turns().isEmpty();
    }

    /// Where the first open bucket begins that raw points tell all of.
    long openFrom(Timespan granularity) {
        return amendments.openFrom(now.window(), granularity);
    }

    /// Buckets of a granularity that began earlier were older than a former policy kept: compaction
    /// may have dropped them.
    long expiredBefore(Timespan granularity) {
        long before = Long.MIN_VALUE;
        for (var turn : amendments.turns()) {
            before = Math.max(before, expiredBefore(granularity, turn));
        }
        return before;
    }

    /// The same, by the policy of today too.
    long expiredBeforeNow(Timespan granularity) {
        return Math.max(expiredBefore(granularity), expiredBefore(granularity, now));
    }

    private static long expiredBefore(Timespan granularity, MetricState state) {
        var kept = state.policy().kept(granularity);
        long newest = Buckets.floor(state.window().lastNanos(), granularity.nanos());
        return kept == null ? Long.MIN_VALUE : newest - kept.nanos() + 1;
    }

    /// The stretches in which everything of a granularity is known that passes a test in its era.
    List<Stretch> stretches(Timespan granularity, Predicate<MetricState> test) {
        long step = granularity.nanos();
        var stretches = new ArrayList<Stretch>();
        long begin = Long.MIN_VALUE;
        long completeFrom = WindowState.UNBOUNDED;
        for (var turn : amendments.turns()) {
            long end = turn.window().openFloor(step);
            if (test.test(turn)) {
                add(stretches, begin, end);
            }
            completeFrom = Math.max(completeFrom, turn.rawFloor());
            begin = Math.max(end, Buckets.firstFrom(completeFrom, step));
        }
        if (test.test(now)) {
            add(stretches, begin, Long.MAX_VALUE);
        }
        return stretches;
    }

    /// Adds a stretch, which may go on where the last one ends: the window has not moved between.
    private static void add(List<Stretch> stretches, long begin, long end) {
        if (begin >= end) {
            return;
        }
        if (stretches.isEmpty() || stretches.getLast().toNanos() < begin) {
            stretches.add(new Stretch(begin, end));
        } else {
            long from = stretches.removeLast().fromNanos();
            stretches.add(new Stretch(from, end));
        }
    }
}
