package io.gnocchi.core.manifest;

import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.model.Shard;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An acknowledged batch.
///
/// @param ordinal its place in the one order of all batches, from 1
/// @param sacks how many sacks its writer knew of
/// @param sections by sack, ascending
public record Batch(
        long ordinal, String key, long sizeBytes, Sacks sacks, List<BatchSection> sections) {
    public Batch {
        sections = List.copyOf(sections);
    }

    /// Whose measures a section holds.
    public Shard shard(BatchSection section) {
        return new Shard(sacks, section.sack());
    }

    /// The measures of a sack, among as many as its writer knew of, or null when the batch has none
    /// for it.
    public @Nullable BatchSection section(int sack) {
        for (var section : sections) {
            if (section.sack() == sack) {
                return section;
            }
        }
        return null;
    }
}
