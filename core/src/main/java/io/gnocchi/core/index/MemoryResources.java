package io.gnocchi.core.index;

import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.RefusedException;
import io.gnocchi.core.model.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The resources of a [MemoryIndex]; guarded by its lock.
final class MemoryResources {
    private static final Map<String, Function<Resource, @Nullable Object>> COLUMNS =
            Map.of(
                    "id", Resource::id,
                    "original_resource_id", Resource::originalId,
                    "type", Resource::type,
                    "creator", Resource::creator,
                    "user_id", Resource::userId,
                    "project_id", Resource::projectId,
                    "started_at", Resource::startedAt,
                    "ended_at", Resource::endedAt,
                    "revision_start", Resource::revisionStart);
    private static final MemoryOrder<Resource> ORDER = new MemoryOrder<>(COLUMNS, Resource::id);

    private final MemoryMetrics metrics;
    private final Map<UUID, Resource> live = new LinkedHashMap<>();

    MemoryResources(MemoryMetrics metrics) {
        this.metrics = metrics;
    }

    Resource create(NewResource wanted) {
        requireType(wanted.type());
        if (live.containsKey(wanted.id())) {
            throw new RefusedException(new Refusal.ResourceExists(wanted.id()));
        }
        var resource = ResourceRevision.first(wanted);
        metrics.check(wanted.id(), wanted.creator(), wanted.metrics(), false);
        live.put(wanted.id(), resource);
        metrics.attach(wanted.id(), wanted.creator(), wanted.metrics());
        return withMetrics(resource);
    }

    private static void requireType(String type) {
        if (!type.equals(Index.GENERIC)) {
            throw new RefusedException(new Refusal.NoResourceType(type));
        }
    }

    private Resource withMetrics(Resource resource) {
        return ResourceRevision.withMetrics(resource, metrics.namesOf(resource.id()));
    }

    Resource get(String type, UUID id) {
        requireType(type);
        return get(id);
    }

    Resource get(UUID id) {
        var resource = live.get(id);
        if (resource == null) {
            throw new RefusedException(new Refusal.NoResource(id));
        }
        return withMetrics(resource);
    }

    List<Resource> get(Collection<UUID> ids) {
        var found = new ArrayList<Resource>();
        for (var id : new LinkedHashSet<>(ids)) {
            var resource = live.get(id);
            if (resource != null) {
                found.add(withMetrics(resource));
            }
        }
        return found;
    }

    List<Resource> list(String type, Page page) {
        requireType(type);
        return ORDER.page(List.copyOf(live.values()), page).stream()
                .map(this::withMetrics)
                .toList();
    }

    Resource update(String type, UUID id, ResourceChange change, Instant now) {
        var before = get(type, id);
        var after = ResourceRevision.next(before, change.attributes(), now);
        if (change.metrics() != null) {
            metrics.check(id, before.creator(), change.metrics(), true);
            metrics.detachAllOf(id);
            metrics.attach(id, before.creator(), change.metrics());
        }
        live.put(id, after);
        return withMetrics(after);
    }

    Resource append(String type, UUID id, Map<String, MetricSource> sources) {
        var resource = get(type, id);
        metrics.check(id, resource.creator(), sources, false);
        metrics.attach(id, resource.creator(), sources);
        return withMetrics(resource);
    }

    void delete(String type, UUID id) {
        get(type, id);
        metrics.deleteAllOf(id);
        live.remove(id);
    }
}
