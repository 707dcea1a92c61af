package io.gnocchi.server.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who sent a request.
///
/// @param creator how their things are marked as theirs
/// @param projectId the project they speak for; null in modes that know no projects
/// @param roles what they may be besides themselves
public record Caller(String creator, @Nullable String projectId, Set<String> roles) {
    public Caller {
        roles = Set.copyOf(roles);
    }

    /// Somebody known by name only: `admin` is an administrator.
    static Caller named(String name) {
        return new Caller(name, null, name.equals("admin") ? Set.of("admin") : Set.of());
    }
}
