package io.gnocchi.core.manifest;

import java.util.Comparator;

/// The part that a segment holds of one sack. One segment object may hold parts of many sacks.
///
/// @param key the segment object
/// @param sizeBytes of the whole object (its footer is found from the end)
/// @param partBytes of this sack's part
/// @param from first ordinal whose raw points may stand here
/// @param through last ordinal whose raw points may stand here; parts of a sack with raw points
///   never overlap in ordinals, and of equal timestamps the part with the larger ordinal wins
/// @param minNanos oldest timestamp of any point in the part
/// @param maxNanos newest timestamp of any point in the part
public record SegmentPart(
        int sack,
        String key,
        long sizeBytes,
        long partBytes,
        long from,
        long through,
        long minNanos,
        long maxNanos) {

    /// Oldest first; total, so that equal means the same part.
    static final Comparator<SegmentPart> ORDER =
            Comparator.comparingLong(SegmentPart::through)
                    .thenComparingLong(SegmentPart::from)
                    .thenComparing(SegmentPart::key)
                    .thenComparingInt(SegmentPart::sack);

    public SegmentPart {
        if (from > through || minNanos > maxNanos) {
            throw new IllegalArgumentException("a part that ends before it begins: " + key);
        }
    }
}
