package io.gnocchi.server.api;

import io.gnocchi.core.incoming.Inbox;
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
    private final Inbox inbox;
    private final MeasuresReader reader;
    private final MetricLookup lookup;

    MeasureRoutes(
            Index index, Access access, InstantSource clock, Inbox inbox, MeasuresReader reader) {
        this.access = access;
        this.clock = clock;
        this.inbox = inbox;
        this.reader = reader;
        lookup = new MetricLookup(index);
    }

    List<Route> routes() {
        return List.of(
                Route.get(MEASURES, call -> get(call, lookup.byId(call.path("id")))),
                Route.post(MEASURES, call -> post(call, lookup.byId(call.path("id")))));
    }

    /// Takes measures of one metric, however it was named.
    Reply post(Call call, Metric metric) {
        access.require(call.caller(), Rule.POST_MEASURES, Target.of(metric));
        var measures = MeasuresBody.read(call.jsonBody(), Timestamps.nanos(clock.instant()));
        if (measures.size() > 0) {
            inbox.accept(List.of(new Posted(metric, measures)));
        }
        return Reply.empty(202);
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
