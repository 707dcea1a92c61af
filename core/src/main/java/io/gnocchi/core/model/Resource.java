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
/// @param revision number of the revision among all that are over; [#LIVE] in the live one
/// @param attributes what its type adds, as far as it was asked for: a `String`, `Double`, `UUID`,
///   `Boolean`, `Instant` or null
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
        long revision,
        SortedMap<String, @Nullable Object> attributes,
        SortedMap<String, UUID> metrics) {

    /// The number of every live revision.
    public static final long LIVE = -1;

    // Spelled out, for a compact constructor loses `@Nullable` of the values in its class file.
    public Resource(
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
            long revision,
            SortedMap<String, @Nullable Object> attributes,
            SortedMap<String, UUID> metrics) {
        this.id = id;
        this.originalId = originalId;
        this.type = type;
        this.creator = creator;
        this.userId = userId;
        this.projectId = projectId;
        this.startedAt = startedAt;
        this.endedAt = endedAt;
        this.revisionStart = revisionStart;
        this.revisionEnd = revisionEnd;
        this.revision = revision;
        this.attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
        this.metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
    }
}
