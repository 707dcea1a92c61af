package io.gnocchi.server.api;

import io.gnocchi.core.index.Index;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.RefusedException;
import io.gnocchi.core.model.Resource;
import io.gnocchi.core.model.UuidText;
import io.gnocchi.server.access.Access;
import io.gnocchi.server.access.Caller;
import io.gnocchi.server.access.Rule;
import io.gnocchi.server.access.Target;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Finds the metrics that URLs speak of.
record MetricLookup(Index index) {

    /// @throws RefusedException when there is none, also when the text is no UUID
    Metric byId(String text) {
        var id = UuidText.parse(text);
        var found = id == null ? List.<Metric>of() : index.metrics(List.of(id));
        if (found.isEmpty()) {
            throw new RefusedException(new Refusal.NoMetric(text));
        }
        return found.getFirst();
    }

    /// @throws RefusedException when there is no such resource, or it has no such metric
    Metric byName(String type, UUID resourceId, String name) {
        var resource = index.resource(type, resourceId);
        var found = index.metrics(resource.id(), List.of(name));
        if (found.isEmpty()) {
            throw new RefusedException(new Refusal.NoMetric(name));
        }
        return found.getFirst();
    }

    /// The resource a metric hangs on, if any.
    @Nullable Resource resourceOf(Metric metric) {
        if (metric.resourceId() == null) {
            return null;
        }
        return index.resources(List.of(metric.resourceId())).stream().findFirst().orElse(null);
    }

    /// The resources that metrics hang on, by id.
    Map<UUID, Resource> resourcesOf(Collection<Metric> metrics) {
        var ids = new HashSet<UUID>();
        for (var metric : metrics) {
            if (metric.resourceId() != null) {
                ids.add(metric.resourceId());
            }
        }
        var resources = new HashMap<UUID, Resource>();
        if (!ids.isEmpty()) {
            index.resources(ids).forEach(resource -> resources.put(resource.id(), resource));
        }
        return resources;
    }

    /// Lets pass whom a rule lets pass for every metric.
    ///
    /// @return the resources the metrics hang on, by id
    Map<UUID, Resource> require(
            Access access, Caller caller, Rule rule, Collection<Metric> metrics) {
        var resources = resourcesOf(metrics);
        access.requireAll(
                caller,
                rule,
                metrics,
                metric -> Target.of(metric, resources.get(metric.resourceId())));
        return resources;
    }
}
