package io.gnocchi.server.api;

import io.gnocchi.core.index.Index;
import io.gnocchi.core.index.NewMetric;
import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.RefusedException;
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
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Creates the metrics a batch speaks of and nobody has made yet.
record MetricCreation(Index index, Access access, Supplier<UUID> ids) {

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
        var fresh = described(missing, batch, known, caller);
        if (!fresh.isEmpty()) {
            access.require(caller, Rule.CREATE_METRIC, new Target(caller.creator(), null));
            insert(fresh);
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
        var choice = new PolicyChoice(index);
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
                                choice.of(named.archivePolicyName(), place.name())));
            }
        }
        return fresh;
    }

    /// All at once; when somebody was faster with one of them, one by one.
    private void insert(List<NewMetric> fresh) {
        try {
            Refusals.namedInBody(() -> index.createMetrics(fresh));
        } catch (Problem e) {
            if (e.status() != 409) {
                throw e;
            }
            fresh.forEach(this::insertUnlessTaken);
        }
    }

    private void insertUnlessTaken(NewMetric metric) {
        try {
            index.createMetrics(List.of(metric));
        } catch (RefusedException e) {
            if (!(e.refusal() instanceof Refusal.NamedMetricExists)) {
                throw e;
            }
        }
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
