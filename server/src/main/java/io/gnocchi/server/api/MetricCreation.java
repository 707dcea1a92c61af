package io.gnocchi.server.api;

import io.gnocchi.core.index.Index;
import io.gnocchi.core.index.NewMetric;
import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.Resource;
import io.gnocchi.server.access.Access;
import io.gnocchi.server.access.Caller;
import io.gnocchi.server.access.Rule;
import io.gnocchi.server.access.Target;
import io.gnocchi.server.wire.ResourceIdText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Creates the metrics a batch speaks of and nobody has made yet.
record MetricCreation(
        Index index,
        Access access,
        Supplier<UUID> ids,
        SortedSet<AggregationMethod> defaultMethods) {
    private static final int MAX_ATTEMPTS = 5;

    /// Creates what can be created; another request may create some of it meanwhile.
    ///
    /// @throws Problem 400 that names the resources that do not exist; the metrics of the others
    ///   have been created all the same
    void create(Collection<ResourceBatch.Place> missing, ResourceBatch batch, Caller caller) {
        var wanted =
                missing.stream()
                        .map(ResourceBatch.Place::resourceId)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        var known = index.resources(wanted).stream().map(Resource::id).collect(Collectors.toSet());
        if (missing.stream().anyMatch(place -> known.contains(place.resourceId()))) {
            access.require(caller, Rule.CREATE_METRIC, new Target(caller.creator(), null));
            insert(described(missing, batch, known, caller));
        }
        wanted.removeAll(known);
        if (!wanted.isEmpty()) {
            throw unknown(wanted, batch);
        }
    }

    private List<NewMetric> described(
            Collection<ResourceBatch.Place> missing,
            ResourceBatch batch,
            Set<UUID> known,
            Caller caller) {
        var choice = new PolicyChoice(index, defaultMethods);
        var fresh = new ArrayList<NewMetric>();
        for (var place : missing) {
            var named = batch.measures().get(place);
            if (named != null && known.contains(place.resourceId())) {
                ResourceIdText.requireMetricName(place.name());
                fresh.add(
                        new NewMetric(
                                ids.get(),
                                caller.creator(),
                                place.name(),
                                named.unit(),
                                place.resourceId(),
                                choice.of(named.policy(), place.name())));
            }
        }
        return fresh;
    }

    /// All at once; when somebody was faster with some of them, what is left.
    private void insert(List<NewMetric> fresh) {
        var left = fresh;
        for (int attempt = 0; attempt < MAX_ATTEMPTS && !left.isEmpty(); attempt++) {
            if (inserted(left)) {
                return;
            }
            left = notYetMade(left);
        }
        if (!left.isEmpty()) {
            throw Problem.of(503, "Others keep creating the same metrics. Please try again.");
        }
    }

    /// @return false when a name is taken by now
    private boolean inserted(List<NewMetric> fresh) {
        try {
            Refusals.namedInBody(() -> index.createMetrics(fresh));
            return true;
        } catch (Problem e) {
            if (e.status() == 409) {
                return false;
            }
            throw e;
        }
    }

    private List<NewMetric> notYetMade(List<NewMetric> fresh) {
        var resources =
                fresh.stream()
                        .map(metric -> place(metric).resourceId())
                        .collect(Collectors.toSet());
        var made =
                index.metricsOf(resources).stream()
                        .filter(metric -> metric.name() != null)
                        .map(ResourceBatch.Place::of)
                        .collect(Collectors.toSet());
        return fresh.stream().filter(metric -> !made.contains(place(metric))).toList();
    }

    private static ResourceBatch.Place place(NewMetric metric) {
        if (metric.resourceId() == null || metric.name() == null) {
            throw new IllegalArgumentException(metric + " hangs nowhere");
        }
        return new ResourceBatch.Place(metric.resourceId(), metric.name());
    }

    private static Problem unknown(Collection<UUID> resources, ResourceBatch batch) {
        var detail = new ArrayList<Map<String, String>>();
        for (var id : resources) {
            var entry = new LinkedHashMap<String, String>();
            entry.put("resource_id", id.toString());
            entry.put("original_resource_id", batch.originalIds().getOrDefault(id, id.toString()));
            detail.add(entry);
        }
        return Problem.caused(400, "Unknown resources", null, detail);
    }
}
