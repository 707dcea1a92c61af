package io.gnocchi.server.api;

import io.gnocchi.core.index.Index;
import io.gnocchi.core.index.MetricSource;
import io.gnocchi.core.index.NewResource;
import io.gnocchi.core.index.ResourceChange;
import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.Resource;
import io.gnocchi.server.access.Access;
import io.gnocchi.server.access.Rule;
import io.gnocchi.server.access.Target;
import io.gnocchi.server.wire.Documents;
import io.gnocchi.server.wire.NamedMetrics;
import io.gnocchi.server.wire.ResourceBody;
import io.gnocchi.server.wire.ResourceIdText;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// `/v1/resource`, without the metrics of resources.
final class ResourceRoutes {
    private static final String ALL = "/v1/resource/{type}";
    private static final String ONE = ALL + "/{id}";

    private final Index index;
    private final Access access;
    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final SortedSet<AggregationMethod> defaultMethods;

    ResourceRoutes(
            Index index,
            Access access,
            InstantSource clock,
            Supplier<UUID> ids,
            SortedSet<AggregationMethod> defaultMethods) {
        this.index = index;
        this.access = access;
        this.clock = clock;
        this.ids = ids;
        this.defaultMethods = defaultMethods;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/resource", this::types),
                Route.post(ALL, this::create),
                Route.get(ONE, this::get),
                Route.patch(ONE, this::update),
                Route.delete(ONE, this::delete));
    }

    private Reply types(Call call) {
        var urls = new LinkedHashMap<String, String>();
        for (var type : index.resourceTypes()) {
            urls.put(type.name(), call.url("v1", "resource", type.name()));
        }
        return Reply.ok(json -> json.tree(urls));
    }

    private Reply create(Call call) {
        var now = clock.instant();
        var creator = call.caller().creator();
        var type = index.resourceType(call.path("type"));
        var body = ResourceBody.created(call.json(), type, now);
        access.require(call.caller(), Rule.CREATE_RESOURCE, new Target(creator, null));
        var resource = insert(call, body, now);
        var location = call.url("v1", "resource", call.path("type"), resource.id().toString());
        return Reply.json(201, json -> Documents.write(json, resource))
                .with("Location", location)
                .with(Validators.headers(resource));
    }

    private Resource insert(Call call, ResourceBody body, Instant now) {
        var creator = call.caller().creator();
        var originalId = body.id();
        if (originalId == null) {
            throw new IllegalStateException("a resource to be created has an id");
        }
        var own = body.own();
        var startedAt = (Instant) own.getOrDefault("started_at", now);
        var metrics = body.metrics() == null ? new NamedMetrics(Map.of()) : body.metrics();
        var resource =
                new NewResource(
                        ResourceIdText.inBody(originalId, "id", creator),
                        originalId,
                        call.path("type"),
                        creator,
                        (String) own.get("user_id"),
                        (String) own.get("project_id"),
                        startedAt == null ? now : startedAt,
                        (Instant) own.get("ended_at"),
                        now,
                        body.ofType(),
                        sources(metrics));
        return Refusals.namedInBody(() -> index.createResource(resource));
    }

    /// Where the metrics a client wants come from.
    Map<String, MetricSource> sources(NamedMetrics metrics) {
        var choice = new PolicyChoice(index, defaultMethods);
        var sources = new LinkedHashMap<String, MetricSource>();
        metrics.metrics()
                .forEach((name, wanted) -> sources.put(name, source(name, wanted, choice)));
        return sources;
    }

    private MetricSource source(String name, NamedMetrics.Wanted wanted, PolicyChoice choice) {
        return switch (wanted) {
            case NamedMetrics.Wanted.Existing(var id) -> new MetricSource.Existing(id);
            case NamedMetrics.Wanted.Defined(var definition) ->
                    new MetricSource.Fresh(
                            ids.get(), choice.of(definition.policy(), name), definition.unit());
        };
    }

    private Reply get(Call call) {
        var resource = find(call);
        access.requireVisible(call.caller(), Rule.GET_RESOURCE, resource);
        var headers = Validators.headers(resource);
        if (Validators.unchanged(call, resource)) {
            return Reply.empty(304).with(headers);
        }
        return Reply.ok(json -> Documents.write(json, resource)).with(headers);
    }

    private Reply update(Call call) {
        var before = find(call);
        access.require(call.caller(), Rule.UPDATE_RESOURCE, Target.of(before));
        var now = clock.instant();
        var type = index.resourceType(call.path("type"));
        var body = ResourceBody.changed(call.json(), type, now);
        Validators.requireMatch(call, before);
        var change = change(body);
        var after =
                Refusals.namedInBody(
                        () -> index.updateResource(call.path("type"), before.id(), change, now));
        var reply = Reply.ok(json -> Documents.write(json, after));
        // As the original: no validators only when attributes were named and are what they were.
        boolean isRepetition =
                body.metrics() == null
                        && body.namesAttributes()
                        && after.revisionStart().equals(before.revisionStart());
        return isRepetition ? reply : reply.with(Validators.headers(after));
    }

    // The checker does not see the annotations inside parameters of a compact constructor.
    @SuppressWarnings("NullAway")
    private ResourceChange change(ResourceBody body) {
        var attributes = new TreeMap<>(body.own());
        attributes.putAll(body.ofType());
        return new ResourceChange(attributes, wantedSources(body.metrics()));
    }

    private @Nullable Map<String, MetricSource> wantedSources(@Nullable NamedMetrics metrics) {
        return metrics == null ? null : sources(metrics);
    }

    private Reply delete(Call call) {
        var resource = find(call);
        access.require(call.caller(), Rule.DELETE_RESOURCE, Target.of(resource));
        Validators.requireMatch(call, resource);
        index.deleteResource(call.path("type"), resource.id());
        return Reply.empty(204);
    }

    private Resource find(Call call) {
        return index.resource(
                call.path("type"), ResourceIdText.inPath(call.path("id"), call.caller().creator()));
    }
}
