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
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The resources of a [MemoryIndex]; guarded by its lock.
final class MemoryResources {
    private final MemoryTypes types;
    private final MemoryMetrics metrics;
    private final Map<UUID, Resource> live = new LinkedHashMap<>();
    private final List<Resource> past = new ArrayList<>();
    private long revisions;

    MemoryResources(MemoryTypes types, MemoryMetrics metrics) {
        this.types = types;
        this.metrics = metrics;
    }

    Resource create(NewResource wanted) {
        var type = types.active(wanted.type());
        if (live.containsKey(wanted.id())) {
            throw new RefusedException(new Refusal.ResourceExists(wanted.id()));
        }
        var resource = ResourceRevision.first(wanted, type);
        metrics.check(wanted.id(), wanted.creator(), wanted.metrics(), false);
        live.put(wanted.id(), resource);
        metrics.attach(wanted.id(), wanted.creator(), wanted.metrics());
        return withMetrics(resource);
    }

    Set<UUID> createAll(Collection<NewResource> wanted) {
        var created = new LinkedHashMap<UUID, Resource>();
        for (var one : wanted) {
            if (!one.metrics().isEmpty()) {
                throw new IllegalArgumentException(one.id() + " comes with metrics");
            }
            var first = ResourceRevision.first(one, types.active(one.type()));
            if (!live.containsKey(one.id())) {
                created.putIfAbsent(one.id(), first);
            }
        }
        live.putAll(created);
        return Set.copyOf(created.keySet());
    }

    private Resource withMetrics(Resource resource) {
        return ResourceRevision.withMetrics(resource, metrics.namesOf(resource.id()));
    }

    Resource get(String type, UUID id) {
        return withMetrics(as(type, own(type, id)));
    }

    /// The live revision with everything but its metrics.
    private Resource own(String type, UUID id) {
        types.active(type);
        var resource = live.get(id);
        if (resource == null || !isOf(type, resource)) {
            throw new RefusedException(new Refusal.NoResource(id));
        }
        return resource;
    }

    void require(UUID id) {
        own(Index.GENERIC, id);
    }

    @Nullable String projectOf(UUID id) {
        var resource = live.get(id);
        return resource == null ? null : resource.projectId();
    }

    private static boolean isOf(String type, Resource resource) {
        return type.equals(Index.GENERIC) || resource.type().equals(type);
    }

    /// As seen through a type: `generic` shows nothing of what other types add.
    private static Resource as(String type, Resource resource) {
        return type.equals(Index.GENERIC)
                ? ResourceRevision.withAttributes(resource, new TreeMap<>())
                : resource;
    }

    List<Resource> get(Collection<UUID> ids) {
        var found = new ArrayList<Resource>();
        for (var id : new LinkedHashSet<>(ids)) {
            var resource = live.get(id);
            if (resource != null) {
                found.add(withMetrics(as(Index.GENERIC, resource)));
            }
        }
        return found;
    }

    List<Resource> search(ResourceQuery query, Instant now) {
        var type = query.type();
        var fields = FilterFields.ofResources(types.active(type), query.history(), now);
        var search = new MemorySearch(fields, query.history());
        var candidates = new ArrayList<>(live.values());
        if (query.history()) {
            candidates.addAll(past);
        }
        candidates.removeIf(resource -> !isOf(type, resource));
        return search.page(candidates, query.filter(), query.page()).stream()
                .map(resource -> query.details() ? resource : as(type, resource))
                .map(this::withMetrics)
                .toList();
    }

    int delete(String type, Filter filter, Instant now) {
        var fields = FilterFields.ofResources(types.active(type), false, now);
        var matching = MemorySearch.matching(fields, filter);
        var doomed =
                live.values().stream()
                        .filter(resource -> isOf(type, resource))
                        .filter(matching)
                        .toList();
        doomed.forEach(resource -> delete(resource.id()));
        return doomed.size();
    }

    Resource update(String type, UUID id, ResourceChange change, Instant now) {
        var before = own(type, id);
        var after = ResourceRevision.next(before, types.get(type), change.attributes(), now);
        if (change.metrics() != null) {
            metrics.check(id, before.creator(), change.metrics(), true);
            metrics.detachAllOf(id);
            metrics.attach(id, before.creator(), change.metrics());
        }
        if (!after.equals(before)) {
            revisions++;
            past.add(ResourceRevision.over(before, after.revisionStart(), revisions));
            live.put(id, after);
        }
        return withMetrics(as(type, after));
    }

    Resource append(String type, UUID id, Map<String, MetricSource> sources) {
        var resource = own(type, id);
        metrics.check(id, resource.creator(), sources, false);
        metrics.attach(id, resource.creator(), sources);
        return withMetrics(as(type, resource));
    }

    void delete(String type, UUID id) {
        own(type, id);
        delete(id);
    }

    private void delete(UUID id) {
        metrics.deleteAllOf(id);
        live.remove(id);
        past.removeIf(revision -> revision.id().equals(id));
    }

    int revive(Map<UUID, Instant> newest, Instant now) {
        int revived = 0;
        for (var metric : metrics.get(newest.keySet())) {
            var resource = metric.resourceId() == null ? null : live.get(metric.resourceId());
            var measured = newest.get(metric.id());
            if (resource != null
                    && resource.endedAt() != null
                    && measured != null
                    && ResourceRevision.isRevivedBy(resource.endedAt(), measured)) {
                end(resource, null, now);
                revived++;
            }
        }
        return revived;
    }

    int endSilent(Instant since, Instant now, int limit) {
        var silent =
                live.values().stream()
                        .filter(resource -> resource.endedAt() == null)
                        .filter(resource -> !resource.startedAt().isAfter(now))
                        .filter(resource -> metrics.areSilent(resource.id(), since))
                        .limit(limit)
                        .toList();
        silent.forEach(resource -> end(resource, now, now));
        return silent.size();
    }

    private void end(Resource resource, @Nullable Instant end, Instant now) {
        var attributes = new TreeMap<String, @Nullable Object>();
        attributes.put("ended_at", end);
        update(resource.type(), resource.id(), new ResourceChange(attributes, null), now);
    }

    int deleteEnded(Instant before, int limit) {
        var ended =
                live.values().stream()
                        .filter(resource -> hasEnded(resource, before))
                        .limit(limit)
                        .toList();
        ended.forEach(resource -> delete(resource.id()));
        return ended.size();
    }

    private static boolean hasEnded(Resource resource, Instant before) {
        var end = resource.endedAt();
        return end != null && end.isBefore(before);
    }

    boolean uses(String type) {
        return live.values().stream().anyMatch(resource -> resource.type().equals(type))
                || past.stream().anyMatch(resource -> resource.type().equals(type));
    }

    /// Gives every revision of a type the attributes it has after a change.
    void reshape(String type, TypeChange change) {
        UnaryOperator<Resource> reshaped =
                resource -> resource.type().equals(type) ? reshaped(resource, change) : resource;
        live.replaceAll((_, resource) -> reshaped.apply(resource));
        past.replaceAll(reshaped);
    }

    private static Resource reshaped(Resource resource, TypeChange change) {
        var attributes = new TreeMap<String, @Nullable Object>(resource.attributes());
        attributes.keySet().removeAll(change.removed());
        change.set()
                .forEach((name, definition) -> {
                    var value = attributes.get(name);
                    attributes.put(
                            name,
                            value == null ? AttributeValues.stored(definition.fill()) : value);
                });
        return ResourceRevision.withAttributes(resource, attributes);
    }
}
