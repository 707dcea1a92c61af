package io.gnocchi.core.index;

import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.RefusedException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The metrics of a [MemoryIndex]; guarded by its lock.
final class MemoryMetrics {
    private final MemoryPolicies policies;
    private final Map<UUID, NewMetric> active = new LinkedHashMap<>();
    private final Map<UUID, TreeMap<String, UUID>> byResource = new HashMap<>();
    private final TreeMap<UUID, String> deleted = new TreeMap<>(MemoryOrder.IDS);
    private final Map<UUID, Instant> heard = new HashMap<>();
    private final InstantSource clock;
    private long changes;

    MemoryMetrics(MemoryPolicies policies, InstantSource clock) {
        this.policies = policies;
        this.clock = clock;
    }

    /// Refused, creating none, when a name is taken.
    List<Metric> create(Collection<NewMetric> metrics) {
        var names = new LinkedHashSet<List<Object>>();
        for (var metric : metrics) {
            if (metric.resourceId() != null && metric.name() != null) {
                var isNew = names.add(List.of(metric.resourceId(), metric.name()));
                if (!isNew || namesOf(metric.resourceId()).containsKey(metric.name())) {
                    throw new RefusedException(new Refusal.NamedMetricExists(metric.name()));
                }
            }
        }
        metrics.forEach(this::put);
        return metrics.stream().map(this::metric).toList();
    }

    private void put(NewMetric metric) {
        active.put(metric.id(), metric);
        heard.putIfAbsent(metric.id(), clock.instant());
        if (metric.resourceId() != null && metric.name() != null) {
            byResource
                    .computeIfAbsent(metric.resourceId(), _ -> new TreeMap<>())
                    .put(metric.name(), metric.id());
        }
    }

    private Metric metric(NewMetric row) {
        return new Metric(
                row.id(),
                row.creator(),
                row.name(),
                row.unit(),
                row.resourceId(),
                policies.get(row.archivePolicyName()));
    }

    NavigableMap<String, UUID> namesOf(UUID resource) {
        var names = byResource.get(resource);
        return names == null ? new TreeMap<>() : names;
    }

    List<Metric> get(Collection<UUID> ids) {
        var found = new ArrayList<Metric>();
        for (var id : new LinkedHashSet<>(ids)) {
            var row = active.get(id);
            if (row != null) {
                found.add(metric(row));
            }
        }
        return found;
    }

    /// @param projectOf the project of a resource
    List<Metric> list(MetricQuery query, Function<UUID, @Nullable String> projectOf, Instant now) {
        BiFunction<NewMetric, String, @Nullable Object> value =
                (row, field) ->
                        field.equals("resource.project_id")
                                ? row.resourceId() == null
                                        ? null
                                        : projectOf.apply(row.resourceId())
                                : value(row, field);
        var fields = FilterFields.ofMetrics(now);
        var order = new MemoryOrder<>(fields, value, List.of("id"), row -> row.id().toString());
        var matching = new MemoryFilter<>(value).test(fields.typed(query.filter()));
        return order.page(active.values(), matching, query.page()).stream()
                .map(this::metric)
                .toList();
    }

    private static @Nullable Object value(NewMetric row, String field) {
        return switch (field) {
            case "id" -> row.id();
            case "name" -> row.name();
            case "unit" -> row.unit();
            case "archive_policy_name" -> row.archivePolicyName();
            case "creator" -> row.creator();
            case "created_by_user_id" -> MemorySearch.userOf(row.creator());
            case "created_by_project_id" -> MemorySearch.projectOf(row.creator());
            case "resource_id" -> row.resourceId();
            case "status" -> "active";
            default -> throw new IllegalArgumentException("no metric field " + field);
        };
    }

    Metric update(UUID id, MetricChange change) {
        var row = existing(id);
        var policy = change.archivePolicyName();
        if (policy != null) {
            policies.get(policy);
        }
        var changed =
                new NewMetric(
                        id,
                        row.creator(),
                        row.name(),
                        change.unit() == null ? row.unit() : change.unit(),
                        row.resourceId(),
                        policy == null ? row.archivePolicyName() : policy);
        active.put(id, changed);
        changes++;
        return metric(changed);
    }

    long changes() {
        return changes;
    }

    /// Notes that the policy of metrics has changed.
    void policyChanged() {
        changes++;
    }

    void delete(UUID id) {
        var row = existing(id);
        detach(row);
        active.remove(id);
        heard.remove(id);
        deleted.put(id, row.archivePolicyName());
    }

    private NewMetric existing(UUID id) {
        var row = active.get(id);
        if (row == null) {
            throw new RefusedException(new Refusal.NoMetric(id.toString()));
        }
        return row;
    }

    /// Takes the metric off its resource; it lives on and keeps its name.
    private void detach(NewMetric row) {
        changes++;
        if (row.resourceId() != null && row.name() != null) {
            namesOf(row.resourceId()).remove(row.name(), row.id());
        }
        active.put(row.id(), at(row, row.name(), null));
    }

    private static NewMetric at(NewMetric row, @Nullable String name, @Nullable UUID resource) {
        return new NewMetric(
                row.id(), row.creator(), name, row.unit(), resource, row.archivePolicyName());
    }

    void deleteAllOf(UUID resource) {
        List.copyOf(namesOf(resource).values()).forEach(this::delete);
        byResource.remove(resource);
    }

    /// Refused when a metric named in `sources` cannot be had for this resource. Changes nothing.
    ///
    /// @param creator of the resource
    /// @param replace whether what the resource has today is about to be detached
    void check(
            UUID resource,
            @Nullable String creator,
            Map<String, MetricSource> sources,
            boolean replace) {
        var moved = new TreeSet<UUID>(MemoryOrder.IDS);
        for (var source : new TreeMap<>(sources).values()) {
            switch (source) {
                case MetricSource.Existing(var id) -> {
                    if (!Objects.equals(existing(id).creator(), creator)) {
                        throw new RefusedException(new Refusal.NoMetric(id.toString()));
                    }
                    moved.add(id);
                }
                case MetricSource.Fresh fresh -> policies.get(fresh.archivePolicyName());
            }
        }
        var staying = replace ? new TreeMap<String, UUID>() : new TreeMap<>(namesOf(resource));
        staying.values().removeAll(moved);
        for (var name : new TreeMap<>(sources).keySet()) {
            if (staying.containsKey(name)) {
                throw new RefusedException(new Refusal.NamedMetricExists(name));
            }
        }
    }

    /// Hangs checked metrics on a resource.
    void attach(UUID resource, @Nullable String creator, Map<String, MetricSource> sources) {
        for (var source : sources.values()) {
            if (source instanceof MetricSource.Existing(var id)) {
                detach(existing(id));
            }
        }
        new TreeMap<>(sources).forEach((name, source) -> put(row(resource, creator, name, source)));
    }

    private NewMetric row(
            UUID resource, @Nullable String creator, String name, MetricSource source) {
        return switch (source) {
            case MetricSource.Existing(var id) -> at(existing(id), name, resource);
            case MetricSource.Fresh(var id, var policy, var unit) ->
                    new NewMetric(id, creator, name, unit, resource, policy);
        };
    }

    void detachAllOf(UUID resource) {
        List.copyOf(namesOf(resource).values()).forEach(id -> detach(existing(id)));
    }

    boolean uses(String policy) {
        return deleted.containsValue(policy)
                || active.values().stream().anyMatch(row -> row.archivePolicyName().equals(policy));
    }

    List<UUID> deleted(int limit) {
        return deleted.keySet().stream().limit(limit).toList();
    }

    List<UUID> inactive(Collection<UUID> ids) {
        return ids.stream().distinct().filter(id -> !active.containsKey(id)).toList();
    }

    void heard(Collection<UUID> ids, Instant now) {
        ids.forEach(id -> heard.computeIfPresent(id, (_, before) -> latest(before, now)));
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /// Whether a resource has metrics, and none was heard since.
    boolean areSilent(UUID resource, Instant since) {
        var ids = namesOf(resource).values();
        return !ids.isEmpty()
                && ids.stream().allMatch(id -> heard.getOrDefault(id, since).isBefore(since));
    }

    void expunge(Collection<UUID> ids) {
        ids.forEach(deleted::remove);
    }
}
