package io.gnocchi.server.api;

import io.gnocchi.core.index.Index;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Resource;
import io.gnocchi.server.access.Access;
import io.gnocchi.server.access.Rule;
import io.gnocchi.server.access.Target;
import io.gnocchi.server.wire.Documents;
import io.gnocchi.server.wire.NamedMetrics;
import io.gnocchi.server.wire.ResourceIdText;
import java.util.Comparator;
import java.util.List;

/// `/v1/resource/{type}/{id}/metric`: metrics reached through their resource.
final class ResourceMetricRoutes {
    private static final String ALL = "/v1/resource/{type}/{id}/metric";
    private static final String ONE = ALL + "/{name}";
    private static final String MEASURES = ONE + "/measures";

    private final Index index;
    private final Access access;
    private final ResourceRoutes resources;
    private final MetricRoutes metrics;
    private final MeasureRoutes measures;
    private final MetricLookup lookup;

    ResourceMetricRoutes(
            Index index,
            Access access,
            ResourceRoutes resources,
            MetricRoutes metrics,
            MeasureRoutes measures) {
        this.index = index;
        this.access = access;
        this.resources = resources;
        this.metrics = metrics;
        this.measures = measures;
        lookup = new MetricLookup(index);
    }

    List<Route> routes() {
        return List.of(
                Route.get(ALL, this::list),
                Route.post(ALL, this::append),
                Route.get(ONE, call -> metrics.get(call, find(call))),
                Route.patch(ONE, call -> metrics.update(call, find(call))),
                Route.delete(ONE, call -> metrics.delete(call, find(call))),
                Route.get(MEASURES, call -> measures.get(call, find(call))),
                Route.post(MEASURES, call -> measures.post(call, find(call))),
                Route.delete(MEASURES, call -> measures.delete(call, find(call))));
    }

    private Reply list(Call call) {
        var resource = resource(call);
        access.requireVisible(call.caller(), Rule.GET_RESOURCE, resource);
        return listed(resource);
    }

    private Reply append(Call call) {
        var resource = resource(call);
        access.require(call.caller(), Rule.UPDATE_RESOURCE, Target.of(resource));
        var sources = resources.sources(NamedMetrics.read(call.json()));
        var after =
                Refusals.namedInBody(
                        () -> index.appendMetrics(call.path("type"), resource.id(), sources));
        return listed(after);
    }

    private Reply listed(Resource resource) {
        var found =
                index.metricsOf(List.of(resource.id())).stream()
                        .sorted(Comparator.comparing(metric -> metric.id().toString()))
                        .toList();
        return Reply.ok(json -> Documents.writeListed(json, found));
    }

    private Resource resource(Call call) {
        return index.resource(
                call.path("type"), ResourceIdText.inPath(call.path("id"), call.caller().creator()));
    }

    private Metric find(Call call) {
        var id = ResourceIdText.inPath(call.path("id"), call.caller().creator());
        return lookup.byName(call.path("type"), id, call.path("name"));
    }
}
