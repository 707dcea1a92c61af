package io.gnocchi.core.model;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A named or nameless stream of measures and the policy that aggregates it.
///
/// @param creator who made it, as the access mode spells identities; null when nobody is known
/// @param name unique inside its resource; null only without a resource
/// @param resourceId the resource it hangs on, if any
public record Metric(
        UUID id,
        @Nullable String creator,
        @Nullable String name,
        @Nullable String unit,
        @Nullable UUID resourceId,
        ArchivePolicy policy) {}
