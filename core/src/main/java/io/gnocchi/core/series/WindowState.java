package io.gnocchi.core.series;

import io.gnocchi.core.model.ArchivePolicy;

/// What must be known of a metric to judge its next measures.
///
/// @param lastNanos its newest point
/// @param startNanos where its mutable window begins: older measures are too late, and every bucket
///   that ends here or before is closed. Never moves back.
public record WindowState(long lastNanos, long startNanos) {

    /// The beginning of a window that refuses nothing.
    public static final long UNBOUNDED = Long.MIN_VALUE;

    /// Where the window begins when the newest point is at `last`: `backWindow` blocks before its
    /// block, one more when rates need the block before; unbounded when that is out of range.
    public static long start(ArchivePolicy policy, long last) {
        long block = policy.blockNanos();
        long blocks = policy.backWindow() + (policy.hasRates() ? 1L : 0L);
        try {
            return Math.subtractExact(
                    Math.floorDiv(last, block) * block, Math.multiplyExact(blocks, block));
        } catch (ArithmeticException ignored) {
            return UNBOUNDED; // Saturate: such a policy keeps everything open.
        }
    }

    /// The state after points up to `newest` have been accepted.
    public WindowState advancedTo(ArchivePolicy policy, long newest) {
        long last = Math.max(lastNanos, newest);
        return new WindowState(last, Math.max(startNanos, start(policy, last)));
    }

    /// First instant of the oldest bucket that is open at some granularity: raw points from here on
    /// are needed, and the one just before it (for `rate:`).
    public long rawFloor(ArchivePolicy policy) {
        long floor = startNanos;
        for (var item : policy.definition()) {
            floor = Math.min(floor, openFloor(item.granularity().nanos()));
        }
        return floor;
    }

    /// First instant of the oldest open bucket of a granularity.
    public long openFloor(long granularityNanos) {
        return startNanos == UNBOUNDED
                ? UNBOUNDED
                : Math.floorDiv(startNanos, granularityNanos) * granularityNanos;
    }
}
