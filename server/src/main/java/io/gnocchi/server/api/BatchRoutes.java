package io.gnocchi.server.api;

import io.gnocchi.core.incoming.Posted;
import io.gnocchi.core.index.Index;
import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.RefusedException;
import io.gnocchi.core.model.Timestamps;
import io.gnocchi.server.access.Access;
import io.gnocchi.server.access.Caller;
import io.gnocchi.server.access.Rule;
import io.gnocchi.server.access.Target;
import io.gnocchi.server.meters.WriteMeters.Reason;
import io.gnocchi.server.wire.BatchBody;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.UUID;
import java.util.function.Supplier;

/// `/v1/batch/..`: measures of many metrics at once.
final class BatchRoutes {
    private final Index index;
    private final Access access;
    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final SortedSet<AggregationMethod> defaultMethods;
    private final MeasureDelivery delivery;
    private final MetricMemory metrics;

    BatchRoutes(
            Index index,
            Access access,
            InstantSource clock,
            Supplier<UUID> ids,
            SortedSet<AggregationMethod> defaultMethods,
            MeasureDelivery delivery,
            MetricMemory metrics) {
        this.index = index;
        this.access = access;
        this.clock = clock;
        this.ids = ids;
        this.defaultMethods = defaultMethods;
        this.delivery = delivery;
        this.metrics = metrics;
    }

    List<Route> routes() {
        return List.of(
                Route.post("/v1/batch/metrics/measures", this::byMetric),
                Route.post("/v1/batch/resources/metrics/measures", this::byResource));
    }

    private Reply byMetric(Call call) {
        var batch = BatchBody.byMetric(call.jsonBody(), now());
        var known = metrics.byIds(batch.keySet());
        var unknown =
                batch.keySet().stream()
                        .filter(id -> !known.containsKey(id))
                        .map(UUID::toString)
                        .sorted()
                        .toList();
        if (!unknown.isEmpty()) {
            throw delivery.refused(
                    Reason.UNFIT,
                    batch.values().stream().mapToLong(Measures::size).sum(),
                    new RefusedException(new Refusal.UnknownMetrics(unknown)));
        }
        requirePosting(call.caller(), known.values());
        var posted = new ArrayList<Posted>();
        batch.forEach((id, measures) -> {
            var metric = known.get(id);
            if (metric != null && measures.size() > 0) {
                posted.add(new Posted(metric, measures));
            }
        });
        return delivery.deliver(call.query(), posted);
    }

    private Reply byResource(Call call) {
        boolean creates = call.query().flag("create_metrics", false);
        var body = BatchBody.byResource(call.jsonBody(), now());
        var batch = ResourceBatch.of(body, call.caller().creator());
        var known = metrics.of(batch);
        var missing = batch.missing(known);
        if (!missing.isEmpty() && creates) {
            new MetricCreation(index, access, ids, defaultMethods)
                    .create(missing, batch, call.caller());
            known = metrics.of(batch);
            missing = batch.missing(known);
        }
        if (!missing.isEmpty()) {
            var names = missing.stream().map(ResourceBatch.Place::text).sorted().toList();
            throw delivery.refused(
                    Reason.UNFIT,
                    batch.size(),
                    new RefusedException(new Refusal.UnknownMetrics(names)));
        }
        requirePosting(call.caller(), known.values());
        return delivery.deliver(call.query(), batch.posted(known));
    }

    private void requirePosting(Caller caller, Collection<Metric> metrics) {
        access.requireAll(caller, Rule.POST_MEASURES, metrics, Target::of);
    }

    private long now() {
        return Timestamps.nanos(clock.instant());
    }
}
