package io.gnocchi.server.otlp;

import io.gnocchi.core.model.MalformedException;
import io.gnocchi.server.otlp.Stream.Kind;
import io.gnocchi.server.otlp.Stream.Temporality;
import io.gnocchi.server.wire.JsonReader;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// Reads a request in OTLP's JSON: the names of the fields in camel case, integers of 64 bits as
/// texts or numbers, other fields are skipped.
final class JsonMetrics {
    private static final Map<String, Kind> KINDS =
            Map.of(
                    "gauge", Kind.GAUGE,
                    "sum", Kind.SUM,
                    "histogram", Kind.HISTOGRAM,
                    "exponentialHistogram", Kind.EXPONENTIAL_HISTOGRAM,
                    "summary", Kind.SUMMARY);

    private final Taker taker;

    private JsonMetrics(Taker taker) {
        this.taker = taker;
    }

    /// @throws MalformedException when it is no such request
    static void read(InputStream body, Taker taker) {
        var reader = new JsonMetrics(taker);
        var request = new JsonFields(JsonReader.read(body));
        request.each("resourceMetrics").forEach(reader::readResource);
    }

    private void readResource(JsonFields resourceMetrics) {
        var resource = new Labels();
        String flaw = null;
        try {
            readAttributes(resourceMetrics.inner("resource"), resource);
        } catch (MalformedException e) {
            flaw = "a resource: " + e.getMessage();
        }
        for (var scopeMetrics : resourceMetrics.each("scopeMetrics")) {
            readScope(resource.texts(), flaw, scopeMetrics);
        }
    }

    private void readScope(
            SortedMap<String, String> resource,
            @Nullable String outerFlaw,
            JsonFields scopeMetrics) {
        var scope = new Labels();
        var flaw = outerFlaw;
        try {
            var described = scopeMetrics.inner("scope");
            OtlpMapping.describe(scope, described.text("name"), described.text("version"));
            var own = new Labels();
            readAttributes(described, own);
            scope.putAll(OtlpMapping.SCOPE_PREFIX, own.texts());
        } catch (MalformedException e) {
            flaw = "a scope: " + e.getMessage();
        }
        for (var metric : scopeMetrics.each("metrics")) {
            readMetric(resource, scope.texts(), flaw, metric);
        }
    }

    private void readMetric(
            SortedMap<String, String> resource,
            SortedMap<String, String> scope,
            @Nullable String flaw,
            JsonFields metric) {
        KINDS.forEach((field, kind) -> {
            if (metric.has(field)) {
                var data = metric.inner(field);
                var stream =
                        new Stream(
                                resource,
                                scope,
                                metric.text("name"),
                                metric.text("unit"),
                                kind,
                                temporality(data));
                for (var point : data.each("dataPoints")) {
                    taker.take(stream, flaw == null ? read(kind, point) : new Point.Flawed(flaw));
                }
            }
        });
    }

    /// By number, as it should be, or by name.
    private static Temporality temporality(JsonFields data) {
        return switch (data.word("aggregationTemporality")) {
            case "1", "AGGREGATION_TEMPORALITY_DELTA" -> Temporality.DELTA;
            case "2", "AGGREGATION_TEMPORALITY_CUMULATIVE" -> Temporality.CUMULATIVE;
            default -> Temporality.UNSPECIFIED;
        };
    }

    /// A point that cannot be kept says why, and is no reason to refuse the others.
    private static Point read(Kind kind, JsonFields point) {
        try {
            if ((point.integer("flags") & 1) != 0) {
                return new Point.Unrecorded();
            }
            return switch (kind) {
                case GAUGE, SUM -> single(point);
                case HISTOGRAM -> distribution(point, explicit(point));
                case EXPONENTIAL_HISTOGRAM -> distribution(point, exponential(point));
                case SUMMARY -> summary(point);
            };
        } catch (MalformedException e) {
            return new Point.Flawed(String.valueOf(e.getMessage()));
        }
    }

    private static Point single(JsonFields point) {
        double value;
        if (point.has("asInt")) {
            value = point.integer("asInt");
        } else {
            var real = point.realIfAny("asDouble");
            if (real == null) {
                throw new MalformedException("a point has no value");
            }
            value = real;
        }
        return new Point.Single(attributes(point), nanos(point), value);
    }

    private static Point distribution(JsonFields point, List<Point.Bucket> buckets) {
        var totals =
                new Point.Totals(
                        point.natural("count"),
                        point.realIfAny("sum"),
                        point.realIfAny("min"),
                        point.realIfAny("max"));
        return new Point.Distribution(attributes(point), nanos(point), totals, buckets);
    }

    private static List<Point.Bucket> explicit(JsonFields point) {
        return Bounds.explicit(point.reals("explicitBounds"), point.naturals("bucketCounts"));
    }

    private static List<Point.Bucket> exponential(JsonFields point) {
        return Bounds.exponential(
                point.small("scale"),
                side(point.inner("negative")),
                point.natural("zeroCount"),
                point.real("zeroThreshold"),
                side(point.inner("positive")));
    }

    private static Bounds.Side side(JsonFields side) {
        return new Bounds.Side(side.small("offset"), side.naturals("bucketCounts"));
    }

    private static Point summary(JsonFields point) {
        var quantiles =
                point.each("quantileValues").stream()
                        .map(one -> new Point.Quantile(one.real("quantile"), one.real("value")))
                        .toList();
        return new Point.Summary(
                attributes(point),
                nanos(point),
                point.natural("count"),
                point.real("sum"),
                quantiles);
    }

    private static long nanos(JsonFields point) {
        return point.integer("timeUnixNano");
    }

    private static SortedMap<String, String> attributes(JsonFields of) {
        var labels = new Labels();
        readAttributes(of, labels);
        return labels.texts();
    }

    private static void readAttributes(JsonFields of, Labels into) {
        for (var pair : of.each("attributes")) {
            into.put(pair.text("key"), Values.text(JsonFields.value(pair.inner("value"), 0)));
        }
    }
}
