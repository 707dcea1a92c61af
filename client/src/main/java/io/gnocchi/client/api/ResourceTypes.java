package io.gnocchi.client.api;

import io.gnocchi.client.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The calls about resource types.
public final class ResourceTypes {
    private static final String PATH = "v1/resource_type/";

    private final Calls calls;

    ResourceTypes(Calls calls) {
        this.calls = calls;
    }

    /// All of them.
    public List<ResourceType> list() {
        return Calls.array(calls.get(PATH)).stream()
                .map(Json::object)
                .map(ResourceType::new)
                .toList();
    }

    /// One by its name.
    public ResourceType get(String name) {
        return new ResourceType(Calls.object(calls.get(PATH + Address.name(name))));
    }

    /// Makes one, with attributes by name: `{"type": "string", "required": true, "max_length":
    /// 255}`.
    public ResourceType create(String name, Map<String, ?> attributes) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("name", name);
        if (!attributes.isEmpty()) {
            body.put("attributes", attributes);
        }
        return new ResourceType(Calls.object(calls.post(PATH, body)));
    }

    /// Adds attributes, and removes others.
    public ResourceType update(String name, Map<String, ?> added, List<String> removed) {
        var steps = new ArrayList<@Nullable Object>();
        added.forEach((attribute, definition) -> steps.add(step("add", attribute, definition)));
        removed.forEach(attribute -> steps.add(step("remove", attribute, null)));
        var response = calls.patchBySteps(PATH + Address.name(name), steps);
        return new ResourceType(Calls.object(response));
    }

    /// Deletes one that no resource has.
    public void delete(String name) {
        calls.delete(PATH + Address.name(name));
    }

    private static Map<String, @Nullable Object> step(
            String what, String attribute, @Nullable Object value) {
        var step = new LinkedHashMap<String, @Nullable Object>();
        step.put("op", what);
        step.put("path", "/attributes/" + attribute);
        if (value != null) {
            step.put("value", value);
        }
        return step;
    }
}
