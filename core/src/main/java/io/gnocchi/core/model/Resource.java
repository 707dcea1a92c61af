package io.gnocchi.core.model;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A thing that is measured, in one of its revisions. Times are cut to microseconds.
///
/// @param originalId the id as its creator wrote it
/// @param type name of its resource type
/// @param revisionEnd null in the live revision
/// @param metrics name to metric id, active metrics only
public record Resource(
        UUID id,
        String originalId,
        String type,
        @Nullable String creator,
        @Nullable String userId,
        @Nullable String projectId,
        Instant startedAt,
        @Nullable Instant endedAt,
        Instant revisionStart,
        @Nullable Instant revisionEnd,
        SortedMap<String, UUID> metrics) {
    public Resource {
        metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
    }
}
