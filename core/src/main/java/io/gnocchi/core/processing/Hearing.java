package io.gnocchi.core.processing;

import io.gnocchi.core.index.Index;
import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.core.segment.MetricRequests;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;

/// Tells the index of which metrics measures have come, so that their resources live again, or do
/// not end for being silent.
///
/// A million metrics a minute are not a million statements: the index hears of a metric once in a
/// slot of time, and of thousands at once. It hears before their measures are folded: whoever dies
/// in between has told what is true.
final class Hearing {
    private static final System.Logger LOG = System.getLogger(Hearing.class.getName());
    private static final int MOST_TOLD_AT_ONCE = 5_000;

    /// Sixteen megabytes for a million metrics of a worker; of more it tells more often.
    private static final int MOST_PLACES = 1 << 21;

    private final Index index;
    private final InstantSource clock;
    private final Duration slot;
    private final boolean notesTime;
    private final RecentIds told = new RecentIds(MOST_PLACES);
    private Instant slotStart = Instant.MIN;

    Hearing(Index index, InstantSource clock, Upkeep upkeep) {
        this.index = index;
        this.clock = clock;
        this.slot = upkeep.slot();
        this.notesTime = upkeep.endAfter() != null;
    }

    /// @param requests by metric, for some sacks
    /// @throws UnavailableException when the index failed; it hears again of all of them
    void listen(Collection<SortedMap<UUID, List<MetricRequests>>> requests) {
        var now = clock.instant();
        beginSlot(now);
        var newest = new HashMap<UUID, Instant>();
        try {
            for (var ofSack : requests) {
                for (var entry : ofSack.entrySet()) {
                    hear(entry.getKey(), entry.getValue(), newest);
                    if (newest.size() >= MOST_TOLD_AT_ONCE) {
                        tell(newest, now);
                    }
                }
            }
            tell(newest, now);
        } catch (UnavailableException e) {
            told.clear();
            throw e;
        }
    }

    private void beginSlot(Instant now) {
        boolean isOver =
                slotStart.equals(Instant.MIN)
                        || now.isBefore(slotStart)
                        || !now.isBefore(slotStart.plus(slot));
        if (isOver) {
            told.clear();
            slotStart = now;
        }
    }

    private void hear(UUID metric, List<MetricRequests> all, Map<UUID, Instant> newest) {
        long nanos = newestNanos(all);
        if (nanos != Long.MIN_VALUE && told.add(metric)) {
            newest.put(metric, Instant.ofEpochSecond(0, nanos));
        }
    }

    /// The smallest number when there are no measures.
    private static long newestNanos(List<MetricRequests> all) {
        long newest = Long.MIN_VALUE;
        for (var batch : all) {
            for (var request : batch.requests()) {
                var timestamps = request.measures().timestamps();
                if (timestamps.length > 0) {
                    newest = Math.max(newest, timestamps[timestamps.length - 1]);
                }
            }
        }
        return newest;
    }

    private void tell(Map<UUID, Instant> newest, Instant now) {
        if (newest.isEmpty()) {
            return;
        }
        if (notesTime) {
            index.heard(newest.keySet(), now);
        }
        int revived = index.reviveResources(newest, now);
        if (revived > 0) {
            LOG.log(Level.INFO, "{0} resources that had ended live again", revived);
        }
        newest.clear();
    }
}
