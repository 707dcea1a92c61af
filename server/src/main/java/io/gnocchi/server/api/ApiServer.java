package io.gnocchi.server.api;

import io.gnocchi.core.incoming.Inbox;
import io.gnocchi.core.index.Index;
import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.query.AggregatesReader;
import io.gnocchi.core.query.MeasuresReader;
import io.gnocchi.core.store.StoreCounts;
import io.gnocchi.server.access.Access;
import io.gnocchi.server.intake.Intake;
import io.gnocchi.server.meters.CacheMeters;
import io.gnocchi.server.meters.RecentRate;
import io.gnocchi.server.meters.RequestMeters;
import io.gnocchi.server.meters.WriteMeters.Way;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The REST API on a port.
public final class ApiServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);

    private final RouteTable routes;
    private final JettyAdapter adapter;
    private final Readiness readiness;
    private final Duration stopDelay;

    /// A server that does not listen yet.
    ///
    /// @param access who is asking and what they may
    /// @param inbox where posted measures go; needs a thread in its `run`
    /// @param reader where aggregates come from
    /// @param requests what this process has asked of its store
    /// @param ids random UUIDs, for metrics and requests
    /// @param watching how the process is watched
    public ApiServer(
            ApiSettings settings,
            Access access,
            Index index,
            Manifest manifest,
            Inbox inbox,
            MeasuresReader reader,
            Supplier<StoreCounts> requests,
            InstantSource clock,
            Supplier<UUID> ids,
            Watching watching) {
        var meters = watching.meters();
        var writes = watching.writes();
        var requestMeters = new RequestMeters(meters, new RecentRate(clock));
        readiness = watching.readiness();
        stopDelay = settings.stopDelay();
        var metrics =
                new MetricRoutes(
                        index, access, ids, settings.defaultMethods(), settings.maxLimit());
        var delivery = new MeasureDelivery(inbox, reader.lateness(), writes);
        var memory = new MetricMemory(index, settings.foundMetrics(), meters);
        var measures = new MeasureRoutes(index, access, clock, delivery, reader, memory);
        var resources = new ResourceRoutes(index, access, clock, ids, settings.defaultMethods());
        var named = new ResourceMetricRoutes(index, access, resources, metrics, measures);
        var routes = new ArrayList<Route>();
        routes.addAll(new RootRoutes(settings.serverVersion()).routes());
        routes.addAll(new HealthRoutes(settings.transport().health(), readiness, clock).routes());
        routes.addAll(new ReadinessRoutes(readiness).routes());
        routes.addAll(new MeterRoutes(meters, settings.transport().watchers()).routes());
        routes.add(new ApiDescription().route());
        routes.addAll(new ConsoleRoutes(access.signIn(), settings.serverVersion()).routes());
        routes.addAll(new ArchivePolicyRoutes(index, access, settings.defaultMethods()).routes());
        routes.addAll(new ArchivePolicyRuleRoutes(index, access).routes());
        routes.addAll(metrics.routes());
        routes.addAll(measures.routes());
        routes.addAll(new ResourceTypeRoutes(index, access, clock).routes());
        routes.addAll(resources.routes());
        routes.addAll(new ResourceListRoutes(index, access, settings.maxLimit()).routes());
        routes.addAll(named.routes());
        routes.addAll(
                new BatchRoutes(
                                index,
                                access,
                                clock,
                                ids,
                                settings.defaultMethods(),
                                delivery,
                                memory)
                        .routes());
        var intake = new Intake(index, access, clock, ids, inbox, settings.foundMetrics(), writes);
        CacheMeters.tell(meters, "metrics_by_name", intake::foundCounts);
        CacheMeters.tell(meters, "series", intake::seriesCounts);
        routes.addAll(
                new InfluxRoutes(intake.through(Way.INFLUXDB), clock, settings.serverVersion())
                        .routes());
        routes.addAll(new PrometheusRoutes(intake.through(Way.PROMETHEUS)).routes());
        routes.addAll(new CollectdRoutes(intake.through(Way.COLLECTD)).routes());
        routes.addAll(new OtlpRoutes(intake.through(Way.OTLP)).routes());
        var aggregates = new AggregatesReader(reader, reader.pool());
        routes.addAll(new AggregatesRoutes(index, access, clock, aggregates).routes());
        routes.addAll(new AggregationRoutes(index, access, clock, reader, aggregates).routes());
        routes.addAll(new MetricSearchRoutes(index, access, clock, aggregates).routes());
        routes.addAll(
                new StatusRoutes(
                                access,
                                manifest,
                                reader,
                                requests,
                                new Pace(writes, requestMeters),
                                clock)
                        .routes());
        this.routes = new RouteTable(routes);
        var dispatcher = new Dispatcher(this.routes, access, ids, settings);
        var slow = new SlowRequests(watching.slowQuery());
        var spans = new Spans(watching.spans(), UUID::randomUUID, clock);
        adapter = new JettyAdapter(settings, dispatcher, new Visits(requestMeters, slow, spans));
    }

    /// Binds and begins to answer.
    ///
    /// @return the port
    /// @throws IOException when the port cannot be had
    public int start() throws IOException {
        return adapter.start();
    }

    /// What it answers to.
    RouteTable routes() {
        return routes;
    }

    /// Says that requests are to go elsewhere, takes them nevertheless for a while, lets those
    /// under way finish, then stops.
    @Override
    public void close() {
        readiness.stop();
        try {
            Thread.sleep(stopDelay);
        } catch (InterruptedException e) {
            LOG.debug("no time to wait for load balancers", e);
            Thread.currentThread().interrupt();
        }
        adapter.close();
    }
}
