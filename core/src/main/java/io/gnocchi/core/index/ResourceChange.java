package io.gnocchi.core.index;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a PATCH asks of a resource.
///
/// @param attributes name (`started_at`, `ended_at`, `user_id`, `project_id`, and what the type
///   adds) to the new value in the type of its field, or null; what is not named stays
/// @param metrics the whole new set by name, or null to leave it; metrics not named are detached
///   and live on
public record ResourceChange(
        SortedMap<String, @Nullable Object> attributes,
        @Nullable Map<String, MetricSource> metrics) {
    // Spelled out, for a compact constructor loses `@Nullable` of the values in its class file.
    public ResourceChange(
            SortedMap<String, @Nullable Object> attributes,
            @Nullable Map<String, MetricSource> metrics) {
        this.attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
        this.metrics = metrics == null ? null : Map.copyOf(metrics);
    }
}
