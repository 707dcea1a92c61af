package io.gnocchi.server.api;

import io.gnocchi.core.index.FoundMetrics;
import io.gnocchi.core.index.Index;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.RefusedException;
import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.core.model.UuidText;
import io.gnocchi.server.meters.CacheMeters;
import io.gnocchi.server.meters.Meters;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The metrics that senders write to and charts read, by what requests call them.
final class MetricMemory {
    private final Index index;
    private final FoundMetrics<UUID> byId;
    private final FoundMetrics<ResourceBatch.Place> byPlace;

    /// @param most how many metrics to remember by id, and as many again by resource and name
    MetricMemory(Index index, int most, Meters meters) {
        this.index = index;
        byId = new FoundMetrics<>(index, most);
        byPlace = new FoundMetrics<>(index, most);
        CacheMeters.tell(meters, "metrics_by_id", byId::counts);
        CacheMeters.tell(meters, "metrics_by_resource", byPlace::counts);
    }

    /// @throws RefusedException when there is none, also when the text is no UUID
    Metric byId(String text) {
        var id = UuidText.parse(text);
        var metric = id == null ? null : byIds(List.of(id)).get(id);
        if (metric == null) {
            throw new RefusedException(new Refusal.NoMetric(text));
        }
        return metric;
    }

    /// Those there are.
    ///
    /// @throws UnavailableException when the index failed
    Map<UUID, Metric> byIds(Collection<UUID> ids) {
        return byId.of(
                ids,
                () -> {
                    var asked = new HashMap<UUID, Metric>();
                    index.metrics(ids).forEach(metric -> asked.put(metric.id(), metric));
                    return asked;
                });
    }

    /// The metrics a batch speaks of, as far as they exist.
    ///
    /// @throws UnavailableException when the index failed
    Map<ResourceBatch.Place, Metric> of(ResourceBatch batch) {
        return byPlace.of(batch.measures().keySet(), () -> asked(batch));
    }

    private Map<ResourceBatch.Place, Metric> asked(ResourceBatch batch) {
        var resources = batch.resourceIds();
        var asked = new HashMap<ResourceBatch.Place, Metric>();
        if (!resources.isEmpty()) {
            var metrics =
                    resources.size() == 1
                            ? index.metrics(resources.iterator().next(), batch.metricNames())
                            : index.metricsOf(resources);
            for (var metric : metrics) {
                if (metric.resourceId() != null && metric.name() != null) {
                    var place = ResourceBatch.Place.of(metric);
                    if (batch.measures().containsKey(place)) {
                        asked.put(place, metric);
                    }
                }
            }
        }
        return asked;
    }
}
