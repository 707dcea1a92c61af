package io.gnocchi.core.manifest;

import java.util.List;

/// One sack at one moment: everything acknowledged is in `parts` or in `batches`, never in both.
///
/// @param consumed last ordinal folded into parts
/// @param parts in order of `through`, oldest first
/// @param batches those after `consumed` that have measures of this sack, by ordinal
public record SackView(int sack, long consumed, List<SegmentPart> parts, List<Batch> batches) {
    public SackView {
        parts = List.copyOf(parts);
        batches = List.copyOf(batches);
    }
}
