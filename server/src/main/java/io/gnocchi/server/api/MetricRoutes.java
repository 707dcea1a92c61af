package io.gnocchi.server.api;

import io.gnocchi.core.index.Filter;
import io.gnocchi.core.index.Index;
import io.gnocchi.core.index.MetricChange;
import io.gnocchi.core.index.MetricQuery;
import io.gnocchi.core.index.NewMetric;
import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.RefusedException;
import io.gnocchi.core.model.UuidText;
import io.gnocchi.server.access.Access;
import io.gnocchi.server.access.Caller;
import io.gnocchi.server.access.Rule;
import io.gnocchi.server.access.Target;
import io.gnocchi.server.wire.Documents;
import io.gnocchi.server.wire.MetricBody;
import io.gnocchi.server.wire.PolicyWish;
import io.gnocchi.server.wire.ResourceIdText;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// `/v1/metric`, without measures.
final class MetricRoutes {
    private static final String ALL = "/v1/metric";
    private static final String ONE = ALL + "/{id}";
    private static final List<String> FILTERS =
            List.of("name", "unit", "archive_policy_name", "creator");

    private final Index index;
    private final Access access;
    private final Supplier<UUID> ids;
    private final SortedSet<AggregationMethod> defaultMethods;
    private final int maxLimit;
    private final MetricLookup lookup;

    MetricRoutes(
            Index index,
            Access access,
            Supplier<UUID> ids,
            SortedSet<AggregationMethod> defaultMethods,
            int maxLimit) {
        this.index = index;
        this.access = access;
        this.ids = ids;
        this.defaultMethods = defaultMethods;
        this.maxLimit = maxLimit;
        lookup = new MetricLookup(index);
    }

    List<Route> routes() {
        return List.of(
                Route.get(ALL, this::list),
                Route.post(ALL, this::create),
                Route.get(ONE, call -> get(call, lookup.byId(call.path("id")))),
                Route.patch(ONE, call -> update(call, lookup.byId(call.path("id")))),
                Route.delete(ONE, call -> delete(call, lookup.byId(call.path("id")))));
    }

    /// Answers with one metric, however it was named.
    Reply get(Call call, Metric metric) {
        var resource = lookup.resourceOf(metric);
        access.require(call.caller(), Rule.GET_METRIC, Target.of(metric, resource));
        return Reply.ok(json -> Documents.writeDetailed(json, metric, resource));
    }

    /// Changes one metric, however it was named. Who may delete it may, for aggregates may go.
    Reply update(Call call, Metric metric) {
        access.require(call.caller(), Rule.DELETE_METRIC, Target.of(metric));
        var body = MetricBody.changed(call.json());
        var change = new MetricChange(policyName(body, call.caller()), body.unit());
        var changed = Refusals.namedInBody(() -> index.updateMetric(metric.id(), change));
        var resource = lookup.resourceOf(changed);
        return Reply.ok(json -> Documents.writeDetailed(json, changed, resource));
    }

    /// The policy a change names, null when it names none.
    private @Nullable String policyName(MetricBody body, Caller caller) {
        return switch (body.policy()) {
            case PolicyWish.ByRules _ -> null;
            case PolicyWish.Named(var name) -> name;
            case PolicyWish.Inline inline -> {
                access.require(caller, Rule.CREATE_METRIC, new Target(caller.creator(), null));
                yield new PolicyChoice(index, defaultMethods).of(inline, null);
            }
        };
    }

    /// Deletes one metric, however it was named.
    Reply delete(Call call, Metric metric) {
        access.require(call.caller(), Rule.DELETE_METRIC, Target.of(metric));
        index.deleteMetric(metric.id());
        return Reply.empty(204);
    }

    private Reply list(Call call) {
        var visible = access.visibleMetrics(call.caller(), Rule.LIST_METRIC);
        var paging = Paging.of(call, maxLimit, List.of("id:asc"));
        if (wantsDeleted(call)) {
            return Reply.ok(json -> Documents.writeListed(json, List.<Metric>of()));
        }
        var metrics = index.listMetrics(new MetricQuery(filter(call, visible), paging.page()));
        var last = metrics.isEmpty() ? "" : metrics.getLast().id().toString();
        var reply = Reply.ok(json -> Documents.writeListed(json, metrics));
        return paging.linked(reply, call, metrics.size(), last);
    }

    /// Deleted metrics can be asked for but are never shown.
    private static boolean wantsDeleted(Call call) {
        return switch (call.query().one("status")) {
            case null -> false;
            case "active" -> false;
            case "delete" -> true;
            default -> throw Problem.badArgument("status", "not a valid value");
        };
    }

    private static Filter filter(Call call, Filter visible) {
        var wanted = new ArrayList<Filter>();
        wanted.add(visible);
        for (var name : FILTERS) {
            var value = call.query().one(name);
            if (value != null) {
                wanted.add(equal(name, value));
            }
        }
        var id = call.query().one("id");
        if (id != null) {
            var uuid = UuidText.parse(id);
            if (uuid == null) {
                throw Problem.badArgument("id", "badly formed hexadecimal UUID string");
            }
            wanted.add(equal("id", uuid));
        }
        var user = call.query().one("user_id");
        var project = call.query().one("project_id");
        if (user != null || project != null) {
            wanted.add(equal("creator", text(user) + ":" + text(project)));
        }
        return new Filter.All(wanted);
    }

    private static Filter equal(String field, Object value) {
        return new Filter.Compare(field, Filter.Comparison.EQUAL, value);
    }

    private static String text(@Nullable String half) {
        return half == null ? "" : half;
    }

    private Reply create(Call call) {
        var body = MetricBody.read(call.json());
        access.require(
                call.caller(), Rule.CREATE_METRIC, new Target(call.caller().creator(), null));
        if (body.resourceId() != null && body.name() == null) {
            throw Problem.caused(
                    400,
                    "Attribute value error",
                    "Name cannot be null if resource_id is not null",
                    "name");
        }
        var metric = insert(described(body, call.caller()));
        return Reply.json(201, json -> Documents.writeShort(json, metric))
                .with("Location", call.url("v1", "metric", metric.id().toString()));
    }

    private NewMetric described(MetricBody body, Caller caller) {
        var resourceId =
                body.resourceId() == null
                        ? null
                        : ResourceIdText.inBody(body.resourceId(), "resource_id", caller.creator());
        return new NewMetric(
                ids.get(),
                caller.creator(),
                body.name(),
                body.unit(),
                resourceId,
                new PolicyChoice(index, defaultMethods).of(body.policy(), body.name()));
    }

    private Metric insert(NewMetric metric) {
        try {
            return index.createMetrics(List.of(metric)).getFirst();
        } catch (RefusedException e) {
            throw switch (e.refusal()) {
                case Refusal.NamedMetricExists(var name) ->
                        Problem.caused(400, "Named metric already exists", null, name);
                case Refusal.NoArchivePolicy _, Refusal.NoResource _ ->
                        Problem.of(400, Refusals.problem(e.refusal()).text());
                default -> e;
            };
        }
    }
}
