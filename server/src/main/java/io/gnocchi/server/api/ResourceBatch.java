package io.gnocchi.server.api;

import io.gnocchi.core.incoming.Posted;
import io.gnocchi.core.model.Metric;
import io.gnocchi.server.wire.NamedMeasures;
import io.gnocchi.server.wire.ResourceIdText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// Measures of metrics named by resource and name.
///
/// @param measures in the order they were written
/// @param originalIds how the resources were written
record ResourceBatch(Map<Place, NamedMeasures> measures, Map<UUID, String> originalIds) {

    /// Where a named metric hangs.
    record Place(UUID resourceId, String name) {

        /// The place of a metric that has one.
        static Place of(Metric metric) {
            var resourceId = metric.resourceId();
            var name = metric.name();
            if (resourceId == null || name == null) {
                throw new IllegalArgumentException(metric + " hangs nowhere");
            }
            return new Place(resourceId, name);
        }

        String text() {
            return resourceId + "/" + name;
        }
    }

    /// @param creator whose texts the resource ids are
    static ResourceBatch of(Map<String, Map<String, NamedMeasures>> body, String creator) {
        var measures = new LinkedHashMap<Place, NamedMeasures>();
        var originalIds = new LinkedHashMap<UUID, String>();
        body.forEach((original, named) -> {
            var id = ResourceIdText.asKey(original, creator);
            if (!named.isEmpty() && originalIds.put(id, original) != null) {
                throw Problem.of(400, "Resource %s is named twice".formatted(id));
            }
            named.forEach((name, of) -> measures.put(new Place(id, name), of));
        });
        return new ResourceBatch(measures, originalIds);
    }

    /// How many measures there are.
    long size() {
        return measures.values().stream().mapToLong(named -> named.measures().size()).sum();
    }

    Set<UUID> resourceIds() {
        return originalIds.keySet();
    }

    Set<String> metricNames() {
        return measures.keySet().stream()
                .map(Place::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// The places without a metric.
    List<Place> missing(Map<Place, Metric> metrics) {
        return measures.keySet().stream().filter(place -> !metrics.containsKey(place)).toList();
    }

    /// What is to be handed in, once nothing is missing.
    List<Posted> posted(Map<Place, Metric> metrics) {
        var posted = new ArrayList<Posted>();
        measures.forEach((place, named) -> {
            var metric = metrics.get(place);
            if (metric != null && named.measures().size() > 0) {
                posted.add(new Posted(metric, named.measures()));
            }
        });
        return posted;
    }
}
