package io.gnocchi.core.series;

import io.gnocchi.core.model.Timespan;
import java.util.ArrayList;
import java.util.List;

/// What erasures, imports and changes of policy have left behind.
///
/// @param voidsOlderPoints whether raw points brought by older parts do not count any more, because
///   something was removed and those that are left were written anew
/// @param turns where the metric stood whenever a request came that is aggregated in another way
///   than the one before, in order
/// @param erased where closed buckets are gone
/// @param imports as of the newest import or erasure; none when there was neither
public record Amendments(
        boolean voidsOlderPoints, List<MetricState> turns, Erased erased, Imports imports) {
    public static final Amendments NONE = new Amendments(false, List.of(), Erased.NOTHING);

    public Amendments {
        turns = List.copyOf(turns);
    }

    /// Those without imports.
    public Amendments(boolean voidsOlderPoints, List<MetricState> turns, Erased erased) {
        this(voidsOlderPoints, turns, erased, Imports.NONE);
    }

    public boolean isEmpty() {
        return !voidsOlderPoints && turns.isEmpty() && erased.isEmpty() && imports.isNone();
    }

    /// These, then later ones.
    public Amendments then(Amendments later) {
        if (isEmpty() || later.isEmpty()) {
            return isEmpty() ? later : this;
        }
        var all = new ArrayList<>(turns);
        all.addAll(later.turns);
        return new Amendments(
                voidsOlderPoints || later.voidsOlderPoints,
                all,
                erased.and(later.erased),
                later.imports.isNone() ? imports : later.imports);
    }

    /// First instant from which on all raw points are known that the present policy may ask for; a
    /// bucket that begins before is not made of raw points unless its granularity was there before.
    public long completeFrom() {
        return turns.stream().mapToLong(MetricState::rawFloor).max().orElse(WindowState.UNBOUNDED);
    }

    /// Where the first open bucket of a granularity begins that raw points tell all of.
    public long openFrom(WindowState window, Timespan granularity) {
        long step = granularity.nanos();
        return Math.max(window.openFloor(step), Buckets.firstFrom(completeFrom(), step));
    }

    /// First instant of the history that was still wanted by every policy the metric has had.
    public long historyFloor() {
        return turns.stream()
                .mapToLong(MetricState::historyFloor)
                .max()
                .orElse(WindowState.UNBOUNDED);
    }
}
