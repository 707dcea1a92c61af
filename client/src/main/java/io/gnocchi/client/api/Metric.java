package io.gnocchi.client.api;

import io.gnocchi.client.json.Json;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A series of measures.
///
/// @param fields all the server told, in its order
public record Metric(Map<String, @Nullable Object> fields) {
    /// Its id.
    public UUID id() {
        return UUID.fromString(String.valueOf(fields.get("id")));
    }

    /// Its name inside its resource, or of its own; null when it has none.
    public @Nullable String name() {
        return fields.get("name") instanceof String name ? name : null;
    }

    /// The unit of its values, null when nobody said.
    public @Nullable String unit() {
        return fields.get("unit") instanceof String unit ? unit : null;
    }

    /// The name of its archive policy.
    public String archivePolicyName() {
        return fields.get("archive_policy") instanceof Map<?, ?> policy
                ? String.valueOf(policy.get("name"))
                : String.valueOf(fields.get("archive_policy_name"));
    }

    static Metric of(@Nullable Object value) {
        return new Metric(Json.object(value));
    }
}
