package io.gnocchi.core.manifest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An acknowledged batch.
///
/// @param ordinal its place in the one order of all batches, from 1
/// @param sections by sack, ascending
public record Batch(long ordinal, String key, long sizeBytes, List<BatchSection> sections) {
    public Batch {
        sections = List.copyOf(sections);
    }

    /// The measures of a sack, or null when the batch has none for it.
    public @Nullable BatchSection section(int sack) {
        for (var section : sections) {
            if (section.sack() == sack) {
                return section;
            }
        }
        return null;
    }
}
