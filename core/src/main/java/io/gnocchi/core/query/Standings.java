package io.gnocchi.core.query;

import io.gnocchi.core.manifest.Layout;
import io.gnocchi.core.manifest.SackView;
import io.gnocchi.core.series.MetricState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where metrics stood after a batch that may not be folded yet, so that of many requests to one
/// metric each need not read everything that waits. Good until their sack is committed to.
final class Standings {
    private static final int MOST_REMEMBERED = 10_000;

    private final Map<UUID, Remembered> remembered =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<UUID, Remembered> eldest) {
                    return size() > MOST_REMEMBERED;
                }
            };

    /// @param through the last batch that counts
    /// @param state null when there was no point
    record Standing(long through, @Nullable MetricState state) {}

    private record Remembered(Layout layout, long generation, Standing standing) {
        boolean isOf(SackView view) {
            return generation == view.generation() && layout.equals(view.layout());
        }
    }

    /// @param ordinal what is known must be from before this batch: requests may be reported in
    ///   another order than they came
    /// @return null when it is not known
    synchronized @Nullable Standing before(long ordinal, UUID metric, SackView view) {
        var known = remembered.get(metric);
        return known != null && known.isOf(view) && known.standing().through() < ordinal
                ? known.standing()
                : null;
    }

    synchronized void put(UUID metric, SackView view, Standing standing) {
        remembered.put(metric, new Remembered(view.layout(), view.generation(), standing));
    }
}
