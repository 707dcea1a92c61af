package io.gnocchi.server.api;

import io.gnocchi.core.model.Resource;
import io.gnocchi.server.wire.JsonWriter;
import io.gnocchi.server.wire.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Resources that have the same values of some attributes.
///
/// @param names of the attributes
/// @param values as many
record ResourceGroup(List<String> names, List<@Nullable Object> values, List<Resource> resources) {

    /// The attributes a client wants to group by, sorted, each once.
    static List<String> attributes(Query query) {
        return List.copyOf(new TreeSet<>(query.all("groupby")));
    }

    /// The groups, in the order of the first resource of each.
    static List<ResourceGroup> of(List<Resource> resources, List<String> names) {
        var groups = new LinkedHashMap<List<@Nullable Object>, List<Resource>>();
        for (var resource : resources) {
            var values = new ArrayList<@Nullable Object>();
            names.forEach(name -> values.add(value(resource, name)));
            groups.computeIfAbsent(values, _ -> new ArrayList<>()).add(resource);
        }
        return groups.entrySet().stream()
                .map(group -> new ResourceGroup(names, group.getKey(), group.getValue()))
                .toList();
    }

    private static @Nullable Object value(Resource resource, String name) {
        return switch (name) {
            case "id" -> resource.id();
            case "original_resource_id" -> resource.originalId();
            case "type" -> resource.type();
            case "creator" -> resource.creator();
            case "user_id" -> resource.userId();
            case "project_id" -> resource.projectId();
            case "started_at" -> resource.startedAt();
            case "ended_at" -> resource.endedAt();
            case "revision_start" -> resource.revisionStart();
            case "revision_end" -> resource.revisionEnd();
            case "revision" -> resource.revision();
            default -> resource.attributes().get(name);
        };
    }

    /// The values by name.
    void write(JsonWriter json) {
        json.beginObject();
        for (int i = 0; i < names.size(); i++) {
            var value = values.get(i);
            json.name(names.get(i))
                    .tree(value instanceof Instant instant ? Times.text(instant) : value);
        }
        json.endObject();
    }
}
