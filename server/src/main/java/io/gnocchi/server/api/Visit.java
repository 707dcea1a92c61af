package io.gnocchi.server.api;

import io.gnocchi.server.meters.StoreTally;
import io.gnocchi.server.wire.JsonWriter;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A request on its way, from its arrival to the last byte of its answer: what is told about it
/// afterwards.
final class Visit {
    private static final String NOWHERE = "-";

    private final long begunNanos = System.nanoTime();
    private final StoreTally tally = new StoreTally();
    private String method = NOWHERE;
    private String route = NOWHERE;
    private Map<String, String> parameters = Map.of();
    private long points = JsonWriter.NO_SERIES;
    private @Nullable TraceParent parent;

    /// It has found where it goes.
    void found(Route to) {
        method = to.method();
        route = to.text();
    }

    /// It asks for this.
    void asks(Query query) {
        parameters = SlowRequests.tellable(query);
    }

    /// It is part of a trace, as its sender says; null when they say nothing.
    void follows(@Nullable TraceParent sender) {
        parent = sender;
    }

    @Nullable TraceParent parent() {
        return parent;
    }

    /// Its answer has been written.
    ///
    /// @param count points of series in it, [JsonWriter#NO_SERIES] when it has none
    void answered(long count) {
        points = count;
    }

    String method() {
        return method;
    }

    String route() {
        return route;
    }

    Map<String, String> parameters() {
        return new TreeMap<>(parameters);
    }

    boolean isQuery() {
        return points != JsonWriter.NO_SERIES;
    }

    /// In its answer.
    long points() {
        return Math.max(0, points);
    }

    /// What it asked of the store.
    StoreTally tally() {
        return tally;
    }

    /// How long it has been under way.
    long nanos() {
        return System.nanoTime() - begunNanos;
    }
}
