package io.gnocchi.server.api;

import io.gnocchi.core.incoming.Posted;
import io.gnocchi.core.index.Index;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Timestamps;
import io.gnocchi.core.query.MeasuresReader;
import io.gnocchi.server.access.Access;
import io.gnocchi.server.access.Rule;
import io.gnocchi.server.access.Target;
import io.gnocchi.server.wire.Documents;
import io.gnocchi.server.wire.MeasuresBody;
import java.time.InstantSource;
import java.util.List;

/// `/v1/metric/{id}/measures`.
final class MeasureRoutes {
    private static final String MEASURES = "/v1/metric/{id}/measures";

    private final Access access;
    private final InstantSource clock;
    private final MeasureDelivery delivery;
    private final MeasuresReader reader;
    private final MetricLookup lookup;
    private final MetricMemory metrics;

    MeasureRoutes(
            Index index,
            Access access,
            InstantSource clock,
            MeasureDelivery delivery,
            MeasuresReader reader,
            MetricMemory metrics) {
        this.access = access;
        this.clock = clock;
        this.delivery = delivery;
        this.reader = reader;
        this.metrics = metrics;
        lookup = new MetricLookup(index);
    }

    List<Route> routes() {
        return List.of(
                Route.get(MEASURES, call -> get(call, metrics.byId(call.path("id")))),
                Route.post(MEASURES, call -> post(call, metrics.byId(call.path("id")))),
                Route.delete(MEASURES, call -> delete(call, lookup.byId(call.path("id")))));
    }

    /// Takes measures of one metric, however it was named.
    Reply post(Call call, Metric metric) {
        access.require(call.caller(), Rule.POST_MEASURES, Target.of(metric));
        var measures = MeasuresBody.read(call.jsonBody(), Timestamps.nanos(clock.instant()));
        return delivery.deliver(
                call.query(),
                measures.size() == 0 ? List.of() : List.of(new Posted(metric, measures)));
    }

    /// Removes measures of one metric, however it was named. Who may delete the metric may.
    Reply delete(Call call, Metric metric) {
        access.require(call.caller(), Rule.DELETE_METRIC, Target.of(metric));
        delivery.inbox().erase(metric, ErasureWish.of(call.query(), clock.instant()));
        return Reply.empty(204);
    }

    /// Answers with the aggregates of one metric, however it was named.
    Reply get(Call call, Metric metric) {
        var target = Target.of(metric, lookup.resourceOf(metric));
        access.require(call.caller(), Rule.GET_MEASURES, target);
        var wish = ReadingWish.of(call.query(), metric, clock.instant());
        var answers =
                reader.read(
                        metric,
                        wish.method(),
                        wish.granularity(),
                        wish.startNanos(),
                        wish.stopNanos(),
                        wish.resampling());
        return Reply.ok(json -> Documents.write(json, answers));
    }
}
