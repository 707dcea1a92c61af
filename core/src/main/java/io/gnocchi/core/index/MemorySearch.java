package io.gnocchi.core.index;

import io.gnocchi.core.model.Resource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Searches resources in memory.
final class MemorySearch {
    private final FilterFields fields;
    private final MemoryOrder<Resource> order;

    MemorySearch(FilterFields fields, boolean history) {
        this.fields = fields;
        this.order =
                new MemoryOrder<>(
                        fields,
                        MemorySearch::value,
                        history ? List.of("id", "revision") : List.of("id"),
                        resource ->
                                history
                                        ? resource.id() + "@" + resource.revision()
                                        : resource.id().toString());
    }

    List<Resource> page(List<Resource> resources, Filter filter, Page page) {
        return order.page(resources, matching(fields, filter), page);
    }

    static Predicate<Resource> matching(FilterFields fields, Filter filter) {
        return new MemoryFilter<Resource>(MemorySearch::value).test(fields.typed(filter));
    }

    private static @Nullable Object value(Resource resource, String field) {
        return switch (field) {
            case "id" -> resource.id();
            case "original_resource_id" -> resource.originalId();
            case "type" -> resource.type();
            case "creator" -> resource.creator();
            case "created_by_user_id" -> userOf(resource.creator());
            case "created_by_project_id" -> projectOf(resource.creator());
            case "user_id" -> resource.userId();
            case "project_id" -> resource.projectId();
            case "started_at" -> resource.startedAt();
            case "ended_at" -> resource.endedAt();
            case "lifespan" ->
                    resource.endedAt() == null
                            ? null
                            : ChronoUnit.MICROS.between(resource.startedAt(), resource.endedAt());
            case "revision" -> resource.revision();
            case "revision_start" -> resource.revisionStart();
            case "revision_end" -> resource.revisionEnd();
            default -> resource.attributes().get(field);
        };
    }

    /// What stands before the first colon; null when there is none.
    static @Nullable String userOf(@Nullable String creator) {
        int colon = creator == null ? -1 : creator.indexOf(':');
        return creator == null || colon < 0 ? null : creator.substring(0, colon);
    }

    /// What stands after the first colon; null when there is none.
    static @Nullable String projectOf(@Nullable String creator) {
        int colon = creator == null ? -1 : creator.indexOf(':');
        return creator == null || colon < 0 ? null : creator.substring(colon + 1);
    }
}
