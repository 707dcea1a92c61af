package io.gnocchi.core.manifest;

import java.util.List;
import java.util.UUID;

/// One sack at one moment: everything acknowledged is in `parts`, in `batches`, or set aside, never
/// in two of them.
///
/// @param consumed last ordinal folded into parts
/// @param parts in order of `through`, oldest first
/// @param batches those after `consumed` that have measures of this sack, by ordinal
/// @param generation how many commits the sack has seen
/// @param setAside by `through`, then key
public record SackView(
        int sack,
        long consumed,
        List<SegmentPart> parts,
        List<Batch> batches,
        long generation,
        List<SetAside> setAside) {
    public SackView {
        parts = List.copyOf(parts);
        batches = List.copyOf(batches);
        setAside = List.copyOf(setAside);
    }

    /// A sack before its first commit, or as far as nothing was set aside.
    public SackView(
            int sack,
            long consumed,
            List<SegmentPart> parts,
            List<Batch> batches,
            long generation) {
        this(sack, consumed, parts, batches, generation, List.of());
    }

    /// What is set aside of a metric, oldest first, or of nobody knows which.
    public List<SetAside> setAside(UUID metric) {
        return setAside.stream().filter(mark -> mark.concerns(metric)).toList();
    }

    /// Whether an operator has given up what a batch holds of this sack.
    public boolean hasDropped(Batch batch) {
        return setAside.stream()
                .anyMatch(mark ->
                        mark.metric() == null
                                && mark.verdict() == SetAside.Verdict.DROP
                                && mark.key().equals(batch.key()));
    }
}
