package io.gnocchi.server.meters;

import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// Counts and times requests, by what they went to and how they ended.
public final class RequestMeters {
    private final Meters meters;
    private final RecentRate queries;
    private final LongAdder begun = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final LongAdder points = new LongAdder();

    /// As many as there are routes and statuses of theirs.
    private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();

    /// @param queries hears of requests that are answered with measures
    public RequestMeters(Meters meters, RecentRate queries) {
        this.meters = meters;
        this.queries = queries;
        meters.gauge(
                "gnocchi.http.requests.active",
                "Requests being answered",
                () -> Math.max(0, (double) begun.sum() - ended.sum()));
        meters.count("gnocchi.query.points", "Points that answers have held", points::sum);
    }

    private record Kind(String method, String route, int status) {}

    /// A request has come.
    public void begin() {
        begun.increment();
    }

    /// A request has been answered.
    ///
    /// @param route its form, never the path itself: that names what tenants have
    public void end(String method, String route, int status, long nanos) {
        ended.increment();
        timers.computeIfAbsent(new Kind(method, route, status), this::timer)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    /// A request has been answered with so many points.
    public void answered(long count) {
        points.add(count);
        queries.add(1);
    }

    /// At which pace requests are answered with measures.
    public double queriesPerSecond() {
        return queries.perSecond();
    }

    private Timer timer(Kind kind) {
        return meters.durations(
                "gnocchi.http.requests",
                "Requests answered, from their first byte to the last one of the answer",
                "method",
                kind.method,
                "route",
                kind.route,
                "status",
                String.valueOf(kind.status));
    }
}
