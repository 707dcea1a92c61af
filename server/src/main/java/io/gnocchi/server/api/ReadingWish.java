package io.gnocchi.server.api;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Timespan;
import io.gnocchi.core.query.Resampling;
import io.gnocchi.server.wire.OperationsReader;
import io.gnocchi.server.wire.PythonFloat;
import io.gnocchi.server.wire.Spans;
import io.gnocchi.server.wire.Times;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// Which aggregates of a metric a client wants.
///
/// @param granularity null for all
/// @param startNanos `Long.MIN_VALUE` for the beginning
/// @param stopNanos `Long.MAX_VALUE` for the end
record ReadingWish(
        AggregationMethod method,
        @Nullable Timespan granularity,
        long startNanos,
        long stopNanos,
        @Nullable Resampling resampling) {
    private static final double NANOS_PER_SECOND = 1e9;

    /// @throws Problem 400 for what cannot be asked, 404 for what the metric's policy does not keep
    static ReadingWish of(Query query, Metric metric, Instant now) {
        var granularity = span(query, "granularity");
        var resampling = resampling(query, granularity);
        long start = time(query, "start", now, Long.MIN_VALUE);
        long stop = time(query, "stop", now, Long.MAX_VALUE);
        // Reads are always fresh; the parameter is only checked.
        query.flag("refresh", false);
        var aggregation = query.one("aggregation");
        var method = kept(metric, aggregation == null ? "mean" : aggregation, granularity);
        if (method.rate() && resampling instanceof Resampling.Each) {
            throw Problem.of(400, "A rate cannot be resampled to the calendar");
        }
        return new ReadingWish(method, granularity, start, stop, resampling);
    }

    /// A length of time, or null when the client does not say.
    static @Nullable Timespan span(Query query, String name) {
        var text = query.one(name);
        return text == null ? null : parsedSpan(name, text);
    }

    /// A length of time that a parameter holds.
    static Timespan parsedSpan(String name, String text) {
        try {
            return Spans.parse(text);
        } catch (IllegalArgumentException e) {
            throw Problem.badArgument(name, String.valueOf(e.getMessage()));
        }
    }

    /// The buckets a client wants, or null when it does not say.
    static @Nullable Resampling resampling(Query query, @Nullable Timespan granularity) {
        var text = query.one("resample");
        if (text == null) {
            return null;
        }
        if (granularity == null) {
            throw Problem.of(400, "A granularity must be specified to resample");
        }
        try {
            return OperationsReader.resampling(text, zone(query));
        } catch (IllegalArgumentException e) {
            throw Problem.badArgument("resample", String.valueOf(e.getMessage()));
        }
    }

    /// The zone whose calendar to follow: UTC when the client does not say.
    static ZoneId zone(Query query) {
        var text = query.one("timezone");
        var zone = text == null ? ZoneOffset.UTC : OperationsReader.zone(text);
        if (zone == null) {
            throw Problem.badArgument("timezone", "Unknown time zone");
        }
        return zone;
    }

    /// Nanoseconds since the Epoch.
    static long time(Query query, String name, Instant now, long whenAbsent) {
        var text = query.one(name);
        if (text == null) {
            return whenAbsent;
        }
        try {
            return Times.parse(text, now);
        } catch (IllegalArgumentException _) {
            throw Problem.badArgument(name, "Must be a datetime or a timestamp");
        }
    }

    /// The aggregation method of this name.
    ///
    /// @param granularity null for all
    /// @throws Problem 404 when the metric's policy does not keep it
    static AggregationMethod kept(
            Metric metric, String aggregation, @Nullable Timespan granularity) {
        for (var method : metric.policy().methods()) {
            if (method.text().equals(aggregation)) {
                requireKept(method, granularity, metric);
                return method;
            }
        }
        var detail = new LinkedHashMap<String, Object>();
        detail.put("metric", metric.id());
        detail.put("aggregation_method", aggregation);
        throw Problem.caused(
                404, "Aggregation method does not exist for this metric", null, detail);
    }

    private static void requireKept(
            AggregationMethod method, @Nullable Timespan granularity, Metric metric) {
        if (granularity == null || keeps(metric, granularity)) {
            return;
        }
        var seconds = PythonFloat.text(granularity.nanos() / NANOS_PER_SECOND);
        throw Problem.of(
                404,
                "Aggregation method '%s' at granularity '%s' for metric %s does not exist"
                        .formatted(method.text(), seconds, metric.id()));
    }

    private static boolean keeps(Metric metric, Timespan granularity) {
        return metric.policy().definition().stream()
                .anyMatch(retention -> retention.granularity().equals(granularity));
    }
}
