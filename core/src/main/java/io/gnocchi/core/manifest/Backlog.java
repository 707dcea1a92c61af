package io.gnocchi.core.manifest;

import java.util.Collection;

/// What waits to be folded.
///
/// @param bundles pairs of request and metric
/// @param metrics an upper bound of distinct metrics: each batch counts its own
public record Backlog(long bundles, long metrics) {

    /// Counts the sections no sack has folded yet.
    ///
    /// @param consumed last ordinal folded, by sack
    public static Backlog of(long[] consumed, Collection<Batch> batches) {
        long bundles = 0;
        long metrics = 0;
        for (var batch : batches) {
            for (var section : batch.sections()) {
                if (batch.ordinal() > consumed[section.sack()]) {
                    bundles += section.bundles();
                    metrics += section.metrics();
                }
            }
        }
        return new Backlog(bundles, metrics);
    }
}
