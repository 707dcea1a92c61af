package io.gnocchi.client.api;

import io.gnocchi.client.json.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A kind of resources and its attributes.
///
/// @param fields all the server told, in its order
public record ResourceType(Map<String, @Nullable Object> fields) {
    /// Its name.
    public String name() {
        return String.valueOf(fields.get("name"));
    }

    /// The attributes by their names, each with its `type`, `required` and limits.
    public Map<String, @Nullable Object> attributes() {
        return Json.object(fields.get("attributes"));
    }

    /// The type of an attribute, null when there is no such attribute.
    public @Nullable String typeOf(String attribute) {
        return attributes().get(attribute) instanceof Map<?, ?> told
                ? String.valueOf(told.get("type"))
                : null;
    }
}
