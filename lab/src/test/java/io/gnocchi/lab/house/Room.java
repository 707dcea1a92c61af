package io.gnocchi.lab.house;

import java.util.Set;

/// A row of the plan: one package and what it may use.
///
/// @param module `core` or `server`
/// @param mayUse names of rooms, in its own module or in `core`; a room of `server` may use all of
///   `core` besides
/// @param libraries package prefixes of libraries it may use
record Room(String module, String name, Set<String> mayUse, Set<String> libraries) {
    Room {
        mayUse = Set.copyOf(mayUse);
        libraries = Set.copyOf(libraries);
    }

    String packageName() {
        return "io.gnocchi." + module + "." + name;
    }

    boolean mayUse(Room other) {
        if (equals(other) || mayUse.contains("all")) {
            return true;
        }
        if (module.equals("server") && other.module.equals("core")) {
            return true;
        }
        return module.equals(other.module) && mayUse.contains(other.name);
    }
}
