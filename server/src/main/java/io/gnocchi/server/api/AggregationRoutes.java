package io.gnocchi.server.api;

import io.gnocchi.core.index.Index;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.RefusedException;
import io.gnocchi.core.model.Resource;
import io.gnocchi.core.query.AggregatesReader;
import io.gnocchi.core.query.AggregatesReader.Source;
import io.gnocchi.core.query.MeasuresReader;
import io.gnocchi.server.access.Access;
import io.gnocchi.server.access.Rule;
import io.gnocchi.server.wire.Documents;
import io.gnocchi.server.wire.MetricIds;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// `/v1/aggregation/..`: one statistic over several metrics, as it was asked for before there were
/// dynamic aggregates.
final class AggregationRoutes {
    private static final String METRICS = "/v1/aggregation/metric";
    private static final String RESOURCES = "/v1/aggregation/resource/{type}/metric/{name}";
    private static final String NAMELESS = "/v1/aggregation/resource/{type}/metric";

    private final Index index;
    private final Access access;
    private final InstantSource clock;
    private final MeasuresReader measures;
    private final AggregatesReader reader;
    private final MetricLookup lookup;
    private final ResourceSearch search;

    AggregationRoutes(
            Index index,
            Access access,
            InstantSource clock,
            MeasuresReader measures,
            AggregatesReader reader) {
        this.index = index;
        this.access = access;
        this.clock = clock;
        this.measures = measures;
        this.reader = reader;
        lookup = new MetricLookup(index);
        search = new ResourceSearch(index, access);
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                        METRICS, call -> byId(call, MetricIds.inQuery(call.query().all("metric")))),
                Route.post(METRICS, call -> byId(call, MetricIds.inBody(call.json()))),
                Route.post(RESOURCES, this::byName),
                Route.post(NAMELESS, AggregationRoutes::nameless));
    }

    private static Reply nameless(Call call) {
        throw Problem.methodNotAllowed("");
    }

    private Reply byId(Call call, List<UUID> ids) {
        var wanted = LegacyAggregation.of(call.query(), clock.instant());
        var metrics = metrics(new LinkedHashSet<>(ids));
        lookup.require(access, call.caller(), Rule.GET_METRIC, metrics);
        var sources = metrics.stream().map(wanted::source).toList();
        var answers = wanted.answers(List.of(sources), measures, reader).getFirst();
        return Reply.ok(json -> Documents.write(json, answers));
    }

    private List<Metric> metrics(Set<UUID> ids) {
        var known = byId(ids);
        var metrics = new ArrayList<Metric>();
        for (var id : ids) {
            var metric = known.get(id);
            if (metric == null) {
                throw new RefusedException(new Refusal.NoMetric(id.toString()));
            }
            metrics.add(metric);
        }
        return metrics;
    }

    private Map<UUID, Metric> byId(Set<UUID> ids) {
        var known = new HashMap<UUID, Metric>();
        if (!ids.isEmpty()) {
            index.metrics(ids).forEach(metric -> known.put(metric.id(), metric));
        }
        return known;
    }

    private Reply byName(Call call) {
        var wanted = LegacyAggregation.of(call.query(), clock.instant());
        var groupBy = ResourceGroup.attributes(call.query());
        var resources = find(call, groupBy);
        var named = new Named(wanted, call.path("name"), metrics(resources, call.path("name")));
        if (groupBy.isEmpty()) {
            var sources = List.of(named.of(resources));
            var answers = wanted.answers(sources, measures, reader).getFirst();
            return Reply.ok(json -> Documents.write(json, answers));
        }
        var groups = ResourceGroup.of(resources, groupBy);
        var sources = groups.stream().map(group -> named.of(group.resources())).toList();
        var answers = wanted.answers(sources, measures, reader);
        return Reply.ok(json -> {
            json.beginArray();
            for (int i = 0; i < groups.size(); i++) {
                json.beginObject();
                json.name("group");
                groups.get(i).write(json);
                json.name("measures");
                Documents.write(json, answers.get(i));
                json.endObject();
            }
            json.endArray();
        });
    }

    private List<Resource> find(Call call, List<String> groupBy) {
        var filter = ResourceSearch.filter(call);
        try {
            return search.find(call.caller(), call.path("type"), filter, groupBy, false);
        } catch (RefusedException e) {
            if (e.refusal() instanceof Refusal.NoSortKey(var key)) {
                throw Problem.of(400, "Invalid groupby attribute: " + key);
            }
            throw e;
        }
    }

    private Map<UUID, Metric> metrics(List<Resource> resources, String name) {
        var ids = new LinkedHashSet<UUID>();
        for (var resource : resources) {
            var id = resource.metrics().get(name);
            if (id != null) {
                ids.add(id);
            }
        }
        return byId(ids);
    }

    /// The metrics of one name.
    private record Named(LegacyAggregation wanted, String name, Map<UUID, Metric> metrics) {
        List<Source> of(List<Resource> resources) {
            var sources = new ArrayList<Source>();
            for (var resource : resources) {
                var metric = metrics.get(resource.metrics().get(name));
                if (metric != null) {
                    sources.add(wanted.source(metric));
                }
            }
            return sources;
        }
    }
}
