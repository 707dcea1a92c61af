package io.gnocchi.core.processing;

import java.time.Duration;

/// Windows of time that archive parts keep to: a day, 8, 64 or 512 days, aligned on the Epoch.
/// Reads of a range open few objects, and whole objects grow too old together.
final class AlignedWindow {
    static final int LEVELS = 3;

    private static final long DAY = Duration.ofDays(1).toNanos();

    private AlignedWindow() {}

    /// Length of the windows of a level, in nanoseconds.
    static long width(int level) {
        return DAY << (3 * level);
    }

    /// The level at which a range falls into eight windows at most.
    static int levelFor(long minNanos, long maxNanos) {
        int level = 0;
        while (level < LEVELS
                && Math.floorDiv(maxNanos, width(level)) - Math.floorDiv(minNanos, width(level))
                        >= 8) {
            level++;
        }
        return level;
    }

    /// First instant of the day of `nanos`.
    static long dayOf(long nanos) {
        return Math.floorDiv(nanos, DAY) * DAY;
    }
}
