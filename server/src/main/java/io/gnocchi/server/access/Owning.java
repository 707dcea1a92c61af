package io.gnocchi.server.access;

import io.gnocchi.core.index.Filter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A way in which things can be a caller's: through the project that owns them or that made them,
/// or through their creator where callers have no project.
///
/// @param target something that is the caller's in this way and in no other
/// @param field what tells those things, by holding `value`
record Owning(Caller caller, Target target, String field, String value) {

    static List<Owning> ofResources(Caller caller) {
        return of(caller, "project_id", List.of("project_id", "resource.project_id"));
    }

    static List<Owning> ofMetrics(Caller caller) {
        return of(caller, "resource.project_id", List.of("resource.project_id"));
    }

    private static List<Owning> of(Caller caller, String owner, List<String> ownerNames) {
        var project = caller.projectId();
        if (caller.userId() == null) {
            return List.of(of(caller, "creator", List.of("creator"), caller.creator()));
        }
        if (project == null) {
            return List.of();
        }
        return List.of(
                of(caller, owner, ownerNames, project),
                of(caller, "created_by_project_id", List.of("created_by_project_id"), project));
    }

    private static Owning of(Caller caller, String field, List<String> names, String value) {
        Map<String, String> values = new HashMap<>();
        names.forEach(name -> values.put(name, value));
        return new Owning(caller, Target.of(values), field, value);
    }

    /// Lets those things pass.
    Filter own() {
        return new Filter.Compare(field, Filter.Comparison.EQUAL, value);
    }

    /// Lets all others pass, also what is nobody's in this way.
    Filter foreign() {
        return new Filter.Compare(field, Filter.Comparison.NOT_EQUAL, value);
    }

    boolean passes(Policy policy, Rule rule) {
        return policy.allows(rule, caller, target);
    }
}
