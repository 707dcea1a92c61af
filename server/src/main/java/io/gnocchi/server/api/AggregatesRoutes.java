package io.gnocchi.server.api;

import io.gnocchi.core.index.Index;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.RefusedException;
import io.gnocchi.core.model.Resource;
import io.gnocchi.core.query.AggregatesReader;
import io.gnocchi.core.query.AggregatesReader.Group;
import io.gnocchi.core.query.AggregatesReader.Question;
import io.gnocchi.core.query.AggregatesReader.Source;
import io.gnocchi.core.query.Gaps;
import io.gnocchi.core.query.Operation.Reference;
import io.gnocchi.server.access.Access;
import io.gnocchi.server.access.Rule;
import io.gnocchi.server.wire.AggregatesBody;
import io.gnocchi.server.wire.Documents;
import io.gnocchi.server.wire.JsonWriter;
import io.gnocchi.server.wire.UnparsableOperationsException;
import io.gnocchi.server.wire.Uuids;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// `/v1/aggregates`: operations over the aggregates of several metrics.
final class AggregatesRoutes {
    private final Index index;
    private final Access access;
    private final InstantSource clock;
    private final AggregatesReader reader;
    private final MetricLookup lookup;
    private final ResourceSearch search;

    AggregatesRoutes(Index index, Access access, InstantSource clock, AggregatesReader reader) {
        this.index = index;
        this.access = access;
        this.clock = clock;
        this.reader = reader;
        lookup = new MetricLookup(index);
        search = new ResourceSearch(index, access);
    }

    List<Route> routes() {
        return List.of(Route.post("/v1/aggregates", this::compute));
    }

    private Reply compute(Call call) {
        var query = call.query();
        var wish = AggregatesWish.of(query, clock.instant(), Gaps.Fill.DROPNA);
        boolean details = query.flag("details", false);
        boolean history = query.flag("use_history", false);
        var body = body(call);
        var question = new Question(body.operation(), wish.granularity(), wish.gaps());
        var among = body.search();
        if (among == null) {
            return byId(call, wish, question, details);
        }
        var groupBy = ResourceGroup.attributes(query);
        var named = new NamedAggregates(index, reader, wish, question, details);
        if (groupBy.isEmpty()) {
            return named.together(find(call, among, groupBy, false));
        }
        var groups = ResourceGroup.of(find(call, among, groupBy, history), groupBy);
        return history ? named.byRevision(groups) : named.byGroup(groups);
    }

    private static AggregatesBody body(Call call) {
        var zone = ReadingWish.zone(call.query());
        try {
            var body = AggregatesBody.read(call.json(), zone);
            if (body.operation().references().isEmpty()) {
                throw Problem.caused(
                        400,
                        "Operations is invalid",
                        "At least one 'metric' is required",
                        List.of("operations"));
            }
            return body;
        } catch (UnparsableOperationsException e) {
            throw Problem.caused(
                    400, "Invalid operations", "Fail to parse the operations string", e.detail());
        }
    }

    private List<Resource> find(
            Call call, AggregatesBody.Search among, List<String> groupBy, boolean history) {
        var filter = ResourceSearch.filter(among.query(), call.caller());
        try {
            return search.find(call.caller(), among.resourceType(), filter, groupBy, history);
        } catch (RefusedException e) {
            if (e.refusal() instanceof Refusal.NoResourceType(var name)) {
                throw Problem.caused(400, "Resource type does not exist", null, name);
            }
            throw e;
        }
    }

    private Reply byId(Call call, AggregatesWish wish, Question question, boolean details) {
        var sources = sources(question.operation().references());
        var metrics = new LinkedHashSet<>(sources.stream().map(Source::metric).toList());
        var resources = lookup.require(access, call.caller(), Rule.GET_METRIC, metrics);
        var group = new Group(sources, wish.startNanos(), wish.stopNanos());
        var outcome = reader.read(List.of(group), question).getFirst();
        var measures =
                MeasuresTree.of(
                        outcome,
                        sources.stream()
                                .map(source ->
                                        List.of(
                                                source.metric().id().toString(),
                                                source.reference().aggregation()))
                                .toList());
        return Reply.ok(json -> {
            json.beginObject();
            json.name("measures");
            measures.write(json);
            if (details) {
                json.name("references");
                write(json, metrics, resources);
            }
            json.endObject();
        });
    }

    private static void write(JsonWriter json, Set<Metric> metrics, Map<UUID, Resource> resources) {
        json.beginArray();
        for (var metric : metrics) {
            Documents.writeDetailed(json, metric, resources.get(metric.resourceId()));
        }
        json.endArray();
    }

    private List<Source> sources(List<Reference> references) {
        var ids = ids(references);
        var known = new HashMap<UUID, Metric>();
        index.metrics(new LinkedHashSet<>(ids.values()))
                .forEach(metric -> known.put(metric.id(), metric));
        var sources = new ArrayList<Source>();
        var unknown = new LinkedHashSet<String>();
        ids.forEach((reference, id) -> {
            var metric = known.get(id);
            if (metric == null) {
                unknown.add(id.toString());
            } else {
                sources.add(new Source(reference, metric));
            }
        });
        if (!unknown.isEmpty()) {
            throw Problem.caused(
                    404, "Unknown metrics", "Provided metrics don't exists", List.copyOf(unknown));
        }
        return sources;
    }

    private static Map<Reference, UUID> ids(List<Reference> references) {
        var ids = new LinkedHashMap<Reference, UUID>();
        var invalid = new ArrayList<List<String>>();
        for (var reference : references) {
            var id = Uuids.parse(reference.name());
            if (id == null) {
                invalid.add(List.of(reference.name(), reference.aggregation()));
            } else {
                ids.put(reference, id);
            }
        }
        if (!invalid.isEmpty()) {
            throw Problem.caused(
                    400,
                    "Invalid metric references",
                    "badly formed hexadecimal UUID string",
                    invalid);
        }
        return ids;
    }
}
