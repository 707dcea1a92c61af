package io.gnocchi.server.otlp;

import io.gnocchi.core.model.MalformedException;
import io.gnocchi.server.otlp.Stream.Kind;
import io.gnocchi.server.wire.JsonCursor;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// The points of metrics in OTLP's JSON. One that cannot be kept says why, and is no reason to
/// refuse the others.
final class JsonPoints {
    private static final String FLAGS = "flags";
    private static final String TIME = "timeUnixNano";

    private final JsonCursor json;

    JsonPoints(JsonCursor json) {
        this.json = json;
    }

    /// The point that is the current value.
    ///
    /// @throws MalformedException when it is no object
    Point point(Kind kind) {
        return switch (kind) {
            case GAUGE, SUM -> single();
            case HISTOGRAM, EXPONENTIAL_HISTOGRAM, SUMMARY ->
                    withParts(kind, new JsonFields(json.json()));
        };
    }

    private Point single() {
        var point = new NumberPoint();
        json.members(name -> {
            try {
                point.read(name, json);
            } catch (MalformedException e) {
                point.flaw = point.flaw == null ? String.valueOf(e.getMessage()) : point.flaw;
            }
        });
        return point.point();
    }

    /// A number while it is read.
    private static final class NumberPoint {
        private SortedMap<String, String> attributes = Collections.emptySortedMap();
        private long nanos;
        private long flags;
        private @Nullable Long integer;
        private @Nullable Double real;
        private @Nullable String flaw;

        void read(String name, JsonCursor from) {
            switch (name) {
                case TIME -> nanos = JsonFields.parseInteger(name, from.word());
                case "asDouble" -> real = real(from);
                case "asInt" ->
                        integer = from.isNull() ? null : JsonFields.parseInteger(name, from.word());
                case FLAGS -> flags = JsonFields.parseInteger(name, from.word());
                case "attributes" -> attributes = JsonFields.attributes(from.json());
                default -> {}
            }
        }

        private static @Nullable Double real(JsonCursor from) {
            if (from.isNull()) {
                return null;
            }
            return from.isNumber() ? from.number() : JsonFields.parseReal(from.text());
        }

        Point point() {
            if (isUnrecorded(flags)) {
                return new Point.Unrecorded();
            }
            if (flaw != null) {
                return new Point.Flawed(flaw);
            }
            try {
                return new Point.Single(attributes, nanos, value());
            } catch (MalformedException e) {
                return new Point.Flawed(String.valueOf(e.getMessage()));
            }
        }

        private double value() {
            if (integer != null) {
                return integer;
            }
            if (real == null) {
                throw new MalformedException("a point has no value");
            }
            return real;
        }
    }

    private static boolean isUnrecorded(long flags) {
        return (flags & 1) != 0;
    }

    private static Point withParts(Kind kind, JsonFields point) {
        try {
            if (isUnrecorded(point.integer(FLAGS))) {
                return new Point.Unrecorded();
            }
            return switch (kind) {
                case HISTOGRAM -> distribution(point, explicit(point));
                case EXPONENTIAL_HISTOGRAM -> distribution(point, exponential(point));
                case SUMMARY -> summary(point);
                case GAUGE, SUM -> throw new IllegalStateException(kind + " has no parts");
            };
        } catch (MalformedException e) {
            return new Point.Flawed(String.valueOf(e.getMessage()));
        }
    }

    private static Point distribution(JsonFields point, List<Point.Bucket> buckets) {
        var totals =
                new Point.Totals(
                        point.natural("count"),
                        point.realIfAny("sum"),
                        point.realIfAny("min"),
                        point.realIfAny("max"));
        return new Point.Distribution(point.attributes(), nanos(point), totals, buckets);
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
                point.attributes(),
                nanos(point),
                point.natural("count"),
                point.real("sum"),
                quantiles);
    }

    private static long nanos(JsonFields point) {
        return point.integer(TIME);
    }
}
