package io.gnocchi.core.processing;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How often the whole cluster is cleaned up, and when resources end.
///
/// @param pause at least so long between two clean-ups
/// @param listingPause at least so long between two listings of the store
/// @param endAfter resources whose metrics are silent for so long end; null for never
/// @param deleteAfter resources that ended so long ago are deleted; null for never
public record Upkeep(
        Duration pause,
        Duration listingPause,
        @Nullable Duration endAfter,
        @Nullable Duration deleteAfter) {
    private static final int SLOTS = 8;
    private static final Duration SHORTEST_SLOT = Duration.ofSeconds(1);
    private static final Duration USUAL_SLOT = Duration.ofMinutes(5);
    private static final Duration LONGEST_SLOT = Duration.ofHours(1);

    /// Whenever somebody asks; resources are left alone.
    public static final Upkeep EAGER = new Upkeep(Duration.ZERO, Duration.ZERO, null, null);

    /// At most once in so long is noted of a metric that something was heard of it.
    Duration slot() {
        if (endAfter == null) {
            return USUAL_SLOT;
        }
        var part = endAfter.dividedBy(SLOTS);
        if (part.compareTo(SHORTEST_SLOT) < 0) {
            return SHORTEST_SLOT;
        }
        return part.compareTo(LONGEST_SLOT) > 0 ? LONGEST_SLOT : part;
    }

    /// A longer time without clean-up tells that nobody may have listened.
    Duration longestBreak() {
        return slot().plus(pause.multipliedBy(SLOTS));
    }
}
