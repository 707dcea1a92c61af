package io.gnocchi.server.sql;

import io.gnocchi.core.index.Filter;
import io.gnocchi.core.index.Index;
import io.gnocchi.core.index.MetricChange;
import io.gnocchi.core.index.MetricQuery;
import io.gnocchi.core.index.MetricSource;
import io.gnocchi.core.index.NewMetric;
import io.gnocchi.core.index.NewResource;
import io.gnocchi.core.index.ResourceChange;
import io.gnocchi.core.index.ResourceQuery;
import io.gnocchi.core.index.TypeChange;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.ArchivePolicyRule;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Resource;
import io.gnocchi.core.model.ResourceType;
import io.gnocchi.core.model.Retention;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The index in a database; the statements stand in one class per family of tables.
public final class SqlIndex implements Index {
    private final InstantSource clock;
    private final PolicyRows policies;
    private final TypeRows types;
    private final MetricRows metrics;
    private final ResourceRows resources;

    /// @param database migrated; whoever opened it closes it
    public SqlIndex(Database database) {
        this(database, InstantSource.system());
    }

    /// @param clock what relative times in filters mean
    SqlIndex(Database database, InstantSource clock) {
        this.clock = clock;
        this.policies = new PolicyRows(database);
        this.metrics = new MetricRows(database, policies, clock);
        this.types = new TypeRows(database);
        this.resources =
                new ResourceRows(
                        database, types, new MetricPlacement(database.dialect(), policies, clock));
    }

    @Override
    public void createArchivePolicy(ArchivePolicy policy) {
        policies.create(policy);
    }

    @Override
    public List<ArchivePolicy> archivePolicies() {
        return policies.all();
    }

    @Override
    public ArchivePolicy archivePolicy(String name) {
        return policies.get(name);
    }

    @Override
    public ArchivePolicy updateArchivePolicy(
            String name, List<Retention> definition, @Nullable Integer backWindow) {
        return policies.update(name, definition, backWindow);
    }

    @Override
    public void deleteArchivePolicy(String name) {
        policies.delete(name);
    }

    @Override
    public void createArchivePolicyRule(ArchivePolicyRule rule) {
        policies.createRule(rule);
    }

    @Override
    public List<ArchivePolicyRule> archivePolicyRules() {
        return policies.rules();
    }

    @Override
    public ArchivePolicyRule archivePolicyRule(String name) {
        return policies.rule(name);
    }

    @Override
    public ArchivePolicyRule renameArchivePolicyRule(String name, String newName) {
        return policies.renameRule(name, newName);
    }

    @Override
    public void deleteArchivePolicyRule(String name) {
        policies.deleteRule(name);
    }

    @Override
    public List<Metric> createMetrics(Collection<NewMetric> wanted) {
        return metrics.create(wanted);
    }

    @Override
    public List<Metric> metrics(Collection<UUID> ids) {
        return metrics.get(ids);
    }

    @Override
    public List<Metric> metrics(UUID resourceId, Collection<String> names) {
        return metrics.get(resourceId, names);
    }

    @Override
    public List<Metric> metricsOf(Collection<UUID> resourceIds) {
        return metrics.ofResources(resourceIds);
    }

    @Override
    public List<Metric> listMetrics(MetricQuery query) {
        return metrics.list(query, clock.instant());
    }

    @Override
    public Metric updateMetric(UUID id, MetricChange change) {
        return metrics.update(id, change);
    }

    @Override
    public long metricChanges() {
        return metrics.changes();
    }

    @Override
    public void deleteMetric(UUID id) {
        metrics.delete(id);
    }

    @Override
    public List<UUID> deletedMetrics(int limit) {
        return metrics.deleted(limit);
    }

    @Override
    public List<UUID> inactiveMetrics(Collection<UUID> ids) {
        return metrics.inactive(ids);
    }

    @Override
    public void expungeMetrics(Collection<UUID> ids) {
        metrics.expunge(ids);
    }

    @Override
    public void heard(Collection<UUID> ids, Instant now) {
        metrics.heard(ids, now);
    }

    @Override
    public int reviveResources(Map<UUID, Instant> newest, Instant now) {
        return resources.revive(newest, now);
    }

    @Override
    public int endSilentResources(Instant since, Instant now, int limit) {
        return resources.endSilent(since, now, limit);
    }

    @Override
    public int deleteEndedResources(Instant before, int limit) {
        return resources.deleteEnded(before, limit);
    }

    @Override
    public Resource createResource(NewResource resource) {
        return resources.create(resource);
    }

    @Override
    public Resource resource(String type, UUID id) {
        return resources.get(type, id);
    }

    @Override
    public List<Resource> resources(Collection<UUID> ids) {
        return resources.get(ids);
    }

    @Override
    public List<Resource> searchResources(ResourceQuery query) {
        return resources.search(query, clock.instant());
    }

    @Override
    public int deleteResources(String type, Filter filter) {
        return resources.delete(type, filter, clock.instant());
    }

    @Override
    public void createResourceType(ResourceType type) {
        types.create(type);
    }

    @Override
    public List<ResourceType> resourceTypes() {
        return types.all();
    }

    @Override
    public ResourceType resourceType(String name) {
        return types.get(name);
    }

    @Override
    public ResourceType updateResourceType(String name, TypeChange change) {
        return types.update(name, change);
    }

    @Override
    public void deleteResourceType(String name) {
        types.delete(name);
    }

    @Override
    public Set<UUID> createResources(Collection<NewResource> wanted) {
        return resources.createAll(wanted);
    }

    @Override
    public Resource updateResource(String type, UUID id, ResourceChange change, Instant now) {
        return resources.update(type, id, change, now);
    }

    @Override
    public Resource appendMetrics(String type, UUID id, Map<String, MetricSource> sources) {
        return resources.append(type, id, sources);
    }

    @Override
    public void deleteResource(String type, UUID id) {
        resources.delete(type, id);
    }

    @Override
    public void close() {
        // The database belongs to whoever opened it.
    }
}
