package io.gnocchi.client.api;

import io.gnocchi.client.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A thing that is measured.
///
/// @param fields all the server told, in its order
public record Resource(Map<String, @Nullable Object> fields) {
    /// Its id.
    public UUID id() {
        return UUID.fromString(String.valueOf(fields.get("id")));
    }

    /// The id it was made with.
    public String originalId() {
        return String.valueOf(fields.get("original_resource_id"));
    }

    /// Its type.
    public String type() {
        return String.valueOf(fields.get("type"));
    }

    /// An attribute's value.
    public @Nullable Object attribute(String name) {
        return fields.get(name);
    }

    /// The ids of its metrics by their names.
    public Map<String, UUID> metrics() {
        var metrics = new LinkedHashMap<String, UUID>();
        if (fields.get("metrics") instanceof Map<?, ?> told) {
            told.forEach(
                    (name, id) -> metrics.put(name.toString(), UUID.fromString(id.toString())));
        }
        return metrics;
    }

    static Resource of(@Nullable Object value) {
        return new Resource(Json.object(value));
    }
}
