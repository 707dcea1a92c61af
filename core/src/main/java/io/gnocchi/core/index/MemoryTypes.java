package io.gnocchi.core.index;

import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.RefusedException;
import io.gnocchi.core.model.ResourceType;
import java.util.List;
import java.util.TreeMap;

/// The resource types of a [MemoryIndex]; guarded by its lock.
final class MemoryTypes {
    private final TreeMap<String, ResourceType> types = new TreeMap<>(MemoryOrder.TEXTS);

    MemoryTypes() {
        types.put(Index.GENERIC, ResourceType.GENERIC);
    }

    void create(ResourceType type) {
        if (types.containsKey(type.name())) {
            throw new RefusedException(new Refusal.ResourceTypeExists(type.name()));
        }
        types.put(type.name(), TypeRevision.first(type));
    }

    List<ResourceType> all() {
        return List.copyOf(types.values());
    }

    ResourceType get(String name) {
        var type = types.get(name);
        if (type == null) {
            throw new RefusedException(new Refusal.NoResourceType(name));
        }
        return type;
    }

    ResourceType active(String name) {
        var type = get(name);
        TypeRevision.requireActive(type);
        return type;
    }

    void replace(ResourceType type) {
        types.put(type.name(), type);
    }

    void delete(String name) {
        types.remove(name);
    }
}
