package io.gnocchi.core.segment;

import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Measures;
import java.util.UUID;

/// The measures of one metric in one request.
///
/// @param policy by which they are judged and aggregated
/// @param measures sorted by timestamp, timestamps distinct, at least one
public record BatchEntry(UUID metric, ArchivePolicy policy, Measures measures) {}
