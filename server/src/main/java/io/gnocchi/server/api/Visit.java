package io.gnocchi.server.api;

import io.gnocchi.server.meters.RequestMeters;
import io.gnocchi.server.wire.JsonWriter;

/// A request on its way, from its arrival to the last byte of its answer: what is told about it
/// afterwards.
final class Visit {
    private static final String NOWHERE = "-";

    private final RequestMeters meters;
    private final long begunNanos = System.nanoTime();
    private String method = NOWHERE;
    private String route = NOWHERE;
    private long points = JsonWriter.NO_SERIES;

    /// A request has come.
    Visit(RequestMeters meters) {
        this.meters = meters;
        meters.begin();
    }

    /// It has found where it goes.
    void found(Route to) {
        method = to.method();
        route = to.text();
    }

    /// Its answer has been written.
    ///
    /// @param count points of series in it, [JsonWriter#NO_SERIES] when it has none
    void answered(long count) {
        points = count;
    }

    /// It is over.
    void end(int status) {
        meters.end(method, route, status, System.nanoTime() - begunNanos);
        if (points != JsonWriter.NO_SERIES) {
            meters.answered(points);
        }
    }
}
