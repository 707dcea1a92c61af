package io.gnocchi.core.index;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A resource to be created. Times are cut to microseconds.
///
/// @param now becomes the start of its first revision
/// @param metrics by name
public record NewResource(
        UUID id,
        String originalId,
        String type,
        @Nullable String creator,
        @Nullable String userId,
        @Nullable String projectId,
        Instant startedAt,
        @Nullable Instant endedAt,
        Instant now,
        Map<String, MetricSource> metrics) {
    public NewResource {
        metrics = Map.copyOf(metrics);
    }
}
