package io.gnocchi.core.series;

import java.util.ArrayList;
import java.util.List;

/// What erasures and changes of policy have left behind.
///
/// @param voidsOlderPoints whether raw points brought by older parts do not count any more, because
///   something was removed and those that are left were written anew
/// @param turns where the metric stood whenever a request came that is aggregated in another way
///   than the one before, in order
/// @param erased where closed buckets are gone
public record Amendments(boolean voidsOlderPoints, List<MetricState> turns, Erased erased) {
    public static final Amendments NONE = new Amendments(false, List.of(), Erased.NOTHING);

    public Amendments {
        turns = List.copyOf(turns);
    }

    public boolean isEmpty() {
        return !voidsOlderPoints && turns.isEmpty() && erased.isEmpty();
    }

    /// These, then later ones.
    public Amendments then(Amendments later) {
        if (isEmpty() || later.isEmpty()) {
            return isEmpty() ? later : this;
        }
        var all = new ArrayList<>(turns);
        all.addAll(later.turns);
        return new Amendments(
                voidsOlderPoints || later.voidsOlderPoints, all, erased.and(later.erased));
    }

    /// First instant from which on all raw points are known that the present policy may ask for; a
    /// bucket that begins before is not made of raw points unless its granularity was there before.
    public long completeFrom() {
        return turns.stream().mapToLong(MetricState::rawFloor).max().orElse(WindowState.UNBOUNDED);
    }
}
