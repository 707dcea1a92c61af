package io.gnocchi.core.index;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A resource to be created. Times are cut to microseconds.
///
/// @param now becomes the start of its first revision
/// @param attributes what its type adds, converted to the types of their fields; what is not named
///   is null
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
        SortedMap<String, @Nullable Object> attributes,
        Map<String, MetricSource> metrics) {
    // Spelled out, for a compact constructor loses `@Nullable` of the values in its class file.
    public NewResource(
            UUID id,
            String originalId,
            String type,
            @Nullable String creator,
            @Nullable String userId,
            @Nullable String projectId,
            Instant startedAt,
            @Nullable Instant endedAt,
            Instant now,
            SortedMap<String, @Nullable Object> attributes,
            Map<String, MetricSource> metrics) {
        this.id = id;
        this.originalId = originalId;
        this.type = type;
        this.creator = creator;
        this.userId = userId;
        this.projectId = projectId;
        this.startedAt = startedAt;
        this.endedAt = endedAt;
        this.now = now;
        this.attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
        this.metrics = Map.copyOf(metrics);
    }
}
