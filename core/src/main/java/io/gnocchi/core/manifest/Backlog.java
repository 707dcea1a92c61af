package io.gnocchi.core.manifest;

import io.gnocchi.core.model.Shard;
import java.util.Collection;

/// What waits to be folded.
///
/// @param bundles pairs of request and metric
/// @param metrics an upper bound of distinct metrics: each batch counts its own
public record Backlog(long bundles, long metrics) {

    /// Counts the sections some sack has yet to fold.
    ///
    /// @param consumed last ordinal folded, by sack
    public static Backlog of(Layout layout, long[] consumed, Collection<Batch> batches) {
        long bundles = 0;
        long metrics = 0;
        for (var batch : batches) {
            for (var section : batch.sections()) {
                if (waits(layout, consumed, batch, section)) {
                    bundles += section.bundles();
                    metrics += section.metrics();
                }
            }
        }
        return new Backlog(bundles, metrics);
    }

    private static boolean waits(
            Layout layout, long[] consumed, Batch batch, BatchSection section) {
        if (layout.hadFolded(batch, section)) {
            return false;
        }
        int step = Shard.divisor(layout.sacks(), batch.sacks());
        for (int sack = section.sack() % step; sack < consumed.length; sack += step) {
            if (batch.ordinal() > consumed[sack]) {
                return true;
            }
        }
        return false;
    }
}
