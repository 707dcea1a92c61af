package io.gnocchi.server.api;

import io.gnocchi.core.index.Index;
import io.gnocchi.core.model.Glob;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Resource;
import io.gnocchi.core.query.AggregatesReader.Source;
import io.gnocchi.core.query.Operation.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/// The metrics of resources that the references of an operation name, by patterns.
final class NamedSources {
    private final List<Named> patterns;
    private final Map<UUID, Metric> metrics = new HashMap<>();

    private record Named(Reference reference, Predicate<String> pattern) {}

    /// Where a source was found.
    record Found(Resource resource, Source source) {}

    /// Loads the metrics of all the resources at once.
    NamedSources(Index index, List<Reference> references, List<Resource> resources) {
        patterns =
                references.stream()
                        .map(one -> new Named(one, new Glob(one.name())::matches))
                        .toList();
        var ids = new HashSet<UUID>();
        for (var resource : resources) {
            resource.metrics()
                    .forEach((name, id) -> {
                        if (patterns.stream().anyMatch(one -> one.pattern().test(name))) {
                            ids.add(id);
                        }
                    });
        }
        load(index, ids);
    }

    private void load(Index index, Set<UUID> ids) {
        if (!ids.isEmpty()) {
            index.metrics(ids).forEach(metric -> metrics.put(metric.id(), metric));
        }
    }

    /// The metrics named, resource by resource.
    List<Found> of(List<Resource> resources) {
        var found = new ArrayList<Found>();
        for (var resource : resources) {
            for (var one : patterns) {
                resource.metrics()
                        .forEach((name, id) -> {
                            var metric = metrics.get(id);
                            if (metric != null && one.pattern().test(name)) {
                                found.add(new Found(resource, new Source(one.reference(), metric)));
                            }
                        });
            }
        }
        return found;
    }
}
