package io.gnocchi.server.carbon;

import io.gnocchi.core.model.MalformedException;
import java.util.concurrent.ConcurrentHashMap;

/// Where the measures of paths go that were met before; when there are too many, it begins anew.
final class Targets {
    static final int MAX_PATHS = 100_000;

    private final PathMapping mapping;
    private final ConcurrentHashMap<String, PathMapping.Target> known = new ConcurrentHashMap<>();

    Targets(PathMapping mapping) {
        this.mapping = mapping;
    }

    /// @param path as it stands in a line
    /// @throws MalformedException when it is none
    PathMapping.Target of(String path) {
        var before = known.get(path);
        if (before != null) {
            return before;
        }
        var target = mapping.target(CarbonPath.parse(path));
        if (known.mappingCount() >= MAX_PATHS) {
            known.clear();
        }
        known.put(path, target);
        return target;
    }
}
