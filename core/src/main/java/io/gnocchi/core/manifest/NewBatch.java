package io.gnocchi.core.manifest;

import io.gnocchi.core.model.Sacks;
import java.util.List;

/// A batch whose object is durable and which now asks to be acknowledged.
///
/// @param sacks how many sacks its writer knew of
/// @param sections by sack, ascending
public record NewBatch(String key, long sizeBytes, Sacks sacks, List<BatchSection> sections) {
    public NewBatch {
        sections = List.copyOf(sections);
    }
}
