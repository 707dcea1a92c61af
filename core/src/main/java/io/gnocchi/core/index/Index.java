package io.gnocchi.core.index;

import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.ArchivePolicyRule;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Resource;
import io.gnocchi.core.model.ResourceType;
import io.gnocchi.core.model.Retention;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The door to metadata: archive policies, rules, resources, metrics.
///
/// Every call is one transaction. It throws [RefusedException] when the caller asks for what cannot
/// be, and [UnavailableException] when the index cannot answer now; after the latter the effect is
/// unknown. Calls from many threads and processes are fine. The number of statements of a call does
/// not grow with its rows.
public interface Index extends AutoCloseable {

    /// The resource type that is always there and finds resources of every type.
    String GENERIC = "generic";

    /// Refused when the name is taken.
    void createArchivePolicy(ArchivePolicy policy);

    /// By name.
    List<ArchivePolicy> archivePolicies();

    /// Refused when there is none.
    ArchivePolicy archivePolicy(String name);

    /// Changes how long points are kept and, unless null, the back window. Refused when the
    /// granularities differ from today's.
    ArchivePolicy updateArchivePolicy(
            String name, List<Retention> definition, @Nullable Integer backWindow);

    /// Refused while a metric (even a deleted one not yet expunged) or a rule refers to it.
    void deleteArchivePolicy(String name);

    /// Refused when the name is taken or the policy does not exist.
    void createArchivePolicyRule(ArchivePolicyRule rule);

    /// By pattern descending (code points), then name: the order in which they are tried.
    List<ArchivePolicyRule> archivePolicyRules();

    /// Refused when there is none.
    ArchivePolicyRule archivePolicyRule(String name);

    /// Refused when there is none or the new name is taken.
    ArchivePolicyRule renameArchivePolicyRule(String name, String newName);

    /// Refused when there is none.
    void deleteArchivePolicyRule(String name);

    /// Creates metrics. Refused, creating none, when an archive policy or a resource does not exist
    /// or a name is taken inside its resource.
    ///
    /// @return in the order given
    List<Metric> createMetrics(Collection<NewMetric> metrics);

    /// The active metrics among `ids`, in no order.
    List<Metric> metrics(Collection<UUID> ids);

    /// The active metrics of a resource with one of these names, in no order.
    List<Metric> metrics(UUID resourceId, Collection<String> names);

    /// All active metrics of these resources, in no order.
    List<Metric> metricsOf(Collection<UUID> resourceIds);

    /// A page of the active metrics that match. Refused for an unknown sort key or marker, and for
    /// a value that its field cannot have.
    List<Metric> listMetrics(MetricQuery query);

    /// Changes how a metric is aggregated and its unit, as far as named. Refused when there is no
    /// such active metric or no such archive policy.
    Metric updateMetric(UUID id, MetricChange change);

    /// Marks a metric deleted and frees its name. Refused when there is no such active metric.
    void deleteMetric(UUID id);

    /// How often metrics that were there have been changed or deleted, or their archive policies
    /// changed. While it stays the same, metrics found since are still what they were.
    long metricChanges();

    /// Metrics marked deleted and not yet expunged, at most `limit`, by id.
    List<UUID> deletedMetrics(int limit);

    /// Those of `ids` that are marked deleted or unknown: their measures are to be dropped.
    List<UUID> inactiveMetrics(Collection<UUID> ids);

    /// Forgets deleted metrics whose data are gone.
    void expungeMetrics(Collection<UUID> ids);

    /// Notes that measures of these metrics have come. A new metric counts as heard when it is
    /// created.
    void heard(Collection<UUID> metrics, Instant now);

    /// Gives resources back their life (`ended_at` null, a new revision) that had ended no later
    /// than the newest measure of one of their metrics, in whole seconds.
    ///
    /// @param newest timestamp of the newest measure that has come, by metric
    /// @return how many there were
    int reviveResources(Map<UUID, Instant> newest, Instant now);

    /// Ends resources that live and have metrics, none of which has been heard since a moment:
    /// `ended_at` is `now`, in a new revision.
    ///
    /// @param limit at most so many
    /// @return how many there were
    int endSilentResources(Instant since, Instant now, int limit);

    /// Deletes resources that have ended before a moment, as [#deleteResource] does.
    ///
    /// @param limit at most so many
    /// @return how many there were
    int deleteEndedResources(Instant before, int limit);

    /// Refused when the name is taken or there are more attributes than fit.
    void createResourceType(ResourceType type);

    /// By name.
    List<ResourceType> resourceTypes();

    /// Refused when there is none.
    ResourceType resourceType(String name);

    /// Changes the attributes of a type, and the resources of that type with their history. Refused
    /// when there is no such type and as [TypeRevision#next] says.
    ResourceType updateResourceType(String name, TypeChange change);

    /// Refused when there is none or a resource, live or past, has it.
    void deleteResourceType(String name);

    /// Creates a resource, its new metrics, and takes over existing ones. Refused when the id is
    /// taken, a metric cannot be had, or the type is not there, not active, or does not have such
    /// attributes.
    Resource createResource(NewResource resource);

    /// Creates resources without metrics of their own, those whose ids are taken left out; refused,
    /// creating none, as [#createResource] otherwise.
    ///
    /// @return the ids of those created
    Set<UUID> createResources(Collection<NewResource> resources);

    /// The live revision, with the attributes of `type`. Refused when there is no such type or none
    /// of this type; `generic` finds all.
    Resource resource(String type, UUID id);

    /// The resources among `ids`, of any type, in no order, without the attributes of their types.
    List<Resource> resources(Collection<UUID> ids);

    /// A page of the revisions that match. Refused for an unknown type, field, sort key or marker,
    /// and for a value that its field cannot have.
    List<Resource> searchResources(ResourceQuery query);

    /// Deletes the live resources that match, as [#deleteResource] does.
    ///
    /// @return how many there were
    int deleteResources(String type, Filter filter);

    /// Changes attributes and, when named, the set of metrics; writes a revision only when an
    /// attribute differs. Refused when there is none or a value cannot be.
    Resource updateResource(String type, UUID id, ResourceChange change, Instant now);

    /// Adds metrics to a resource. Refused when a name is taken.
    Resource appendMetrics(String type, UUID id, Map<String, MetricSource> metrics);

    /// Deletes a resource, its history, and marks its metrics deleted. Refused when there is none.
    void deleteResource(String type, UUID id);

    @Override
    void close();
}
