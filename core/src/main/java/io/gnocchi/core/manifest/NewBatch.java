package io.gnocchi.core.manifest;

import java.util.List;

/// A batch whose object is durable and which now asks to be acknowledged.
///
/// @param sections by sack, ascending
public record NewBatch(String key, long sizeBytes, List<BatchSection> sections) {
    public NewBatch {
        sections = List.copyOf(sections);
    }
}
