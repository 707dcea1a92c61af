package io.gnocchi.server.access;

import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Resource;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a caller wants to touch, as far as rules look at it: named values, taken when a rule asks.
public final class Target {

    /// Something that belongs to nobody.
    public static final Target NONE = new Target(_ -> null);

    /// What is made of the creator alone.
    static final Set<String> CREATOR_NAMES =
            Set.of("creator", "created_by_user_id", "created_by_project_id");

    private final Function<String, @Nullable String> values;

    private Target(Function<String, @Nullable String> values) {
        this.values = values;
    }

    /// Something of which only this is known.
    ///
    /// @param creator who made it, null when unknown or when it is not made yet
    /// @param projectId the project that owns it
    public Target(@Nullable String creator, @Nullable String projectId) {
        this(name -> name.equals("project_id") ? projectId : ofCreator(creator, name));
    }

    /// Something of which only this is known.
    static Target of(Map<String, String> values) {
        return new Target(values::get);
    }

    public static Target of(Resource resource) {
        return new Target(name -> valueOf(resource, name));
    }

    /// A metric.
    ///
    /// @param resource the one it hangs on, if any; its values are called `resource.NAME`
    public static Target of(Metric metric, @Nullable Resource resource) {
        return new Target(name -> valueOf(metric, resource, name));
    }

    public static Target of(Metric metric) {
        return of(metric, null);
    }

    /// The value of that name; null when there is none.
    @Nullable String value(String name) {
        return values.apply(name);
    }

    /// The same, noting what is asked of it.
    Target noting(Map<String, @Nullable String> asked) {
        return new Target(name -> {
            var value = value(name);
            asked.put(name, value);
            return value;
        });
    }

    /// Whether it has all these values.
    boolean has(Map<String, @Nullable String> wanted) {
        for (var each : wanted.entrySet()) {
            if (!Objects.equals(value(each.getKey()), each.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String valueOf(Resource resource, String name) {
        return switch (name) {
            case "id" -> resource.id().toString();
            case "original_resource_id" -> resource.originalId();
            case "type", "resource_type" -> resource.type();
            case "user_id" -> resource.userId();
            case "project_id" -> resource.projectId();
            case "creator", "created_by_user_id", "created_by_project_id" ->
                    ofCreator(resource.creator(), name);
            default -> Objects.toString(resource.attributes().get(name), null);
        };
    }

    private static @Nullable String valueOf(
            Metric metric, @Nullable Resource resource, String name) {
        if (name.startsWith("resource.")) {
            return resource == null ? null : valueOf(resource, name.substring(9));
        }
        return switch (name) {
            case "id" -> metric.id().toString();
            case "name" -> metric.name();
            case "unit" -> metric.unit();
            case "resource_id" -> Objects.toString(metric.resourceId(), null);
            case "archive_policy_name", "archive_policy.name" -> metric.policy().name();
            default -> ofCreator(metric.creator(), name);
        };
    }

    /// The creator or one of its halves; the project half is absent rather than empty.
    private static @Nullable String ofCreator(@Nullable String creator, String name) {
        if (creator == null) {
            return null;
        }
        int colon = creator.indexOf(':');
        return switch (name) {
            case "creator" -> creator;
            case "created_by_user_id" -> colon < 0 ? creator : creator.substring(0, colon);
            case "created_by_project_id" ->
                    colon < 0 || colon + 1 == creator.length()
                            ? null
                            : creator.substring(colon + 1);
            default -> null;
        };
    }
}
