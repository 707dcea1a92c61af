package io.gnocchi.core.index;

import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.ArchivePolicyRule;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.RefusedException;
import io.gnocchi.core.model.Resource;
import io.gnocchi.core.model.ResourceType;
import io.gnocchi.core.model.Retention;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An index in memory: for tests, the simulator, and as the plainest reading of the door.
///
/// One lock around plain collections; what it answers depends only on what was called before.
public final class MemoryIndex implements Index {
    private final Object lock = new Object();
    private final MemoryPolicies policies = new MemoryPolicies();
    private final MemoryMetrics metrics = new MemoryMetrics(policies, this::now);
    private final MemoryTypes types = new MemoryTypes();
    private final MemoryResources resources = new MemoryResources(types, metrics);
    private final InstantSource clock;

    private Instant now() {
        return clock.instant();
    }

    /// An index to which relative times in filters count from the Epoch.
    public MemoryIndex() {
        this(InstantSource.fixed(Instant.EPOCH));
    }

    /// @param clock what relative times in filters mean
    public MemoryIndex(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void createArchivePolicy(ArchivePolicy policy) {
        synchronized (lock) {
            policies.create(policy);
        }
    }

    @Override
    public List<ArchivePolicy> archivePolicies() {
        synchronized (lock) {
            return policies.all();
        }
    }

    @Override
    public ArchivePolicy archivePolicy(String name) {
        synchronized (lock) {
            return policies.get(name);
        }
    }

    @Override
    public ArchivePolicy updateArchivePolicy(
            String name, List<Retention> definition, @Nullable Integer backWindow) {
        synchronized (lock) {
            var changed = PolicyChange.apply(policies.get(name), definition, backWindow);
            policies.replace(changed);
            metrics.policyChanged();
            return changed;
        }
    }

    @Override
    public void deleteArchivePolicy(String name) {
        synchronized (lock) {
            policies.get(name);
            if (policies.isInRule(name) || metrics.uses(name)) {
                throw new RefusedException(new Refusal.ArchivePolicyInUse(name));
            }
            policies.delete(name);
        }
    }

    @Override
    public void createArchivePolicyRule(ArchivePolicyRule rule) {
        synchronized (lock) {
            policies.createRule(rule);
        }
    }

    @Override
    public List<ArchivePolicyRule> archivePolicyRules() {
        synchronized (lock) {
            return policies.rules();
        }
    }

    @Override
    public ArchivePolicyRule archivePolicyRule(String name) {
        synchronized (lock) {
            return policies.rule(name);
        }
    }

    @Override
    public ArchivePolicyRule renameArchivePolicyRule(String name, String newName) {
        synchronized (lock) {
            return policies.renameRule(name, newName);
        }
    }

    @Override
    public void deleteArchivePolicyRule(String name) {
        synchronized (lock) {
            policies.deleteRule(name);
        }
    }

    @Override
    public List<Metric> createMetrics(Collection<NewMetric> wanted) {
        synchronized (lock) {
            wanted.forEach(metric -> policies.get(metric.archivePolicyName()));
            wanted.stream()
                    .map(NewMetric::resourceId)
                    .filter(Objects::nonNull)
                    .forEach(resources::require);
            return metrics.create(wanted);
        }
    }

    @Override
    public List<Metric> metrics(Collection<UUID> ids) {
        synchronized (lock) {
            return metrics.get(ids);
        }
    }

    @Override
    public List<Metric> metrics(UUID resourceId, Collection<String> names) {
        synchronized (lock) {
            var named = metrics.namesOf(resourceId);
            return metrics.get(names.stream().map(named::get).filter(Objects::nonNull).toList());
        }
    }

    @Override
    public List<Metric> metricsOf(Collection<UUID> resourceIds) {
        synchronized (lock) {
            return resourceIds.stream()
                    .distinct()
                    .flatMap(id -> metrics.get(metrics.namesOf(id).values()).stream())
                    .toList();
        }
    }

    @Override
    public List<Metric> listMetrics(MetricQuery query) {
        synchronized (lock) {
            return metrics.list(query, resources::projectOf, clock.instant());
        }
    }

    @Override
    public Metric updateMetric(UUID id, MetricChange change) {
        synchronized (lock) {
            return metrics.update(id, change);
        }
    }

    @Override
    public long metricChanges() {
        synchronized (lock) {
            return metrics.changes();
        }
    }

    @Override
    public void deleteMetric(UUID id) {
        synchronized (lock) {
            metrics.delete(id);
        }
    }

    @Override
    public List<UUID> deletedMetrics(int limit) {
        synchronized (lock) {
            return metrics.deleted(limit);
        }
    }

    @Override
    public List<UUID> inactiveMetrics(Collection<UUID> ids) {
        synchronized (lock) {
            return metrics.inactive(ids);
        }
    }

    @Override
    public void expungeMetrics(Collection<UUID> ids) {
        synchronized (lock) {
            metrics.expunge(ids);
        }
    }

    @Override
    public void heard(Collection<UUID> ids, Instant now) {
        synchronized (lock) {
            metrics.heard(ids, now);
        }
    }

    @Override
    public int reviveResources(Map<UUID, Instant> newest, Instant now) {
        synchronized (lock) {
            return resources.revive(newest, now);
        }
    }

    @Override
    public int endSilentResources(Instant since, Instant now, int limit) {
        synchronized (lock) {
            return resources.endSilent(since, now, limit);
        }
    }

    @Override
    public int deleteEndedResources(Instant before, int limit) {
        synchronized (lock) {
            return resources.deleteEnded(before, limit);
        }
    }

    @Override
    public Resource createResource(NewResource resource) {
        synchronized (lock) {
            return resources.create(resource);
        }
    }

    @Override
    public Resource resource(String type, UUID id) {
        synchronized (lock) {
            return resources.get(type, id);
        }
    }

    @Override
    public List<Resource> resources(Collection<UUID> ids) {
        synchronized (lock) {
            return resources.get(ids);
        }
    }

    @Override
    public List<Resource> searchResources(ResourceQuery query) {
        synchronized (lock) {
            return resources.search(query, clock.instant());
        }
    }

    @Override
    public int deleteResources(String type, Filter filter) {
        synchronized (lock) {
            return resources.delete(type, filter, clock.instant());
        }
    }

    @Override
    public void createResourceType(ResourceType type) {
        synchronized (lock) {
            types.create(type);
        }
    }

    @Override
    public List<ResourceType> resourceTypes() {
        synchronized (lock) {
            return types.all();
        }
    }

    @Override
    public ResourceType resourceType(String name) {
        synchronized (lock) {
            return types.get(name);
        }
    }

    @Override
    public ResourceType updateResourceType(String name, TypeChange change) {
        synchronized (lock) {
            var changed = TypeRevision.next(types.get(name), change);
            types.replace(changed);
            resources.reshape(name, change);
            return changed;
        }
    }

    @Override
    public void deleteResourceType(String name) {
        synchronized (lock) {
            types.get(name);
            if (name.equals(GENERIC) || resources.uses(name)) {
                throw new RefusedException(new Refusal.ResourceTypeInUse(name));
            }
            types.delete(name);
        }
    }

    @Override
    public Set<UUID> createResources(Collection<NewResource> wanted) {
        synchronized (lock) {
            return resources.createAll(wanted);
        }
    }

    @Override
    public Resource updateResource(String type, UUID id, ResourceChange change, Instant now) {
        synchronized (lock) {
            return resources.update(type, id, change, now);
        }
    }

    @Override
    public Resource appendMetrics(String type, UUID id, Map<String, MetricSource> sources) {
        synchronized (lock) {
            return resources.append(type, id, sources);
        }
    }

    @Override
    public void deleteResource(String type, UUID id) {
        synchronized (lock) {
            resources.delete(type, id);
        }
    }

    @Override
    public void close() {
        // Nothing is held outside the heap.
    }
}
