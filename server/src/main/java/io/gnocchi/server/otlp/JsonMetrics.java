package io.gnocchi.server.otlp;

import io.gnocchi.core.model.MalformedException;
import io.gnocchi.server.otlp.Stream.Kind;
import io.gnocchi.server.otlp.Stream.Temporality;
import io.gnocchi.server.wire.Json;
import io.gnocchi.server.wire.JsonCursor;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a request in OTLP's JSON: the names of the fields in camel case, integers of 64 bits as
/// texts or numbers, other fields are skipped. Members may come in any order, so points wait until
/// all is known that is said of them.
final class JsonMetrics {
    private static final Map<String, Kind> KINDS =
            Map.of(
                    "gauge", Kind.GAUGE,
                    "sum", Kind.SUM,
                    "histogram", Kind.HISTOGRAM,
                    "exponentialHistogram", Kind.EXPONENTIAL_HISTOGRAM,
                    "summary", Kind.SUMMARY);

    private final JsonCursor json;
    private final JsonPoints points;
    private final Taker taker;

    private JsonMetrics(JsonCursor json, Taker taker) {
        this.json = json;
        points = new JsonPoints(json);
        this.taker = taker;
    }

    /// @throws MalformedException when it is no such request; what comes before the place where
    ///   that shows has been taken
    static void read(InputStream body, Taker taker) {
        try (var json = new JsonCursor(body)) {
            var reader = new JsonMetrics(json, taker);
            json.members(name -> {
                if (name.equals("resourceMetrics")) {
                    json.items(reader::readResource);
                }
            });
            json.end();
        }
    }

    private void readResource() {
        var resource = new Source();
        var scopes = new ArrayList<Scope>();
        json.members(name -> {
            switch (name) {
                case "resource" ->
                        resource.describe("a resource", json.json(), JsonFields::readAttributes);
                case "scopeMetrics" -> json.items(() -> scopes.add(scope()));
                default -> {}
            }
        });
        scopes.forEach(scope -> tell(resource, scope));
    }

    private Scope scope() {
        var scope = new Source();
        var metrics = new ArrayList<Metric>();
        json.members(name -> {
            switch (name) {
                case "scope" -> scope.describe("a scope", json.json(), JsonMetrics::readScope);
                case "metrics" -> json.items(() -> metrics.add(metric()));
                default -> {}
            }
        });
        return new Scope(scope, metrics);
    }

    private Metric metric() {
        var metric = new Metric();
        json.members(name -> {
            var kind = KINDS.get(name);
            if (kind != null) {
                if (!json.isNull()) {
                    metric.data.add(data(kind));
                }
            } else if (name.equals("name")) {
                metric.name = json.text();
            } else if (name.equals("unit")) {
                metric.unit = json.text();
            }
        });
        return metric;
    }

    private Data data(Kind kind) {
        var data = new Data(kind);
        json.members(name -> {
            switch (name) {
                case "aggregationTemporality" -> data.temporality = temporality(json.word());
                case "dataPoints" -> json.items(() -> data.points.add(points.point(kind)));
                default -> {}
            }
        });
        return data;
    }

    private void tell(Source resource, Scope scope) {
        var flaw = scope.source().flaw == null ? resource.flaw : scope.source().flaw;
        for (var metric : scope.metrics()) {
            for (var data : metric.data) {
                var stream =
                        new Stream(
                                resource.labels.texts(),
                                scope.source().labels.texts(),
                                metric.name,
                                metric.unit,
                                data.kind,
                                data.temporality);
                data.points.forEach(
                        point -> taker.take(stream, flaw == null ? point : new Point.Flawed(flaw)));
            }
        }
    }

    /// Who measures, or on what.
    private static final class Source {
        private final Labels labels = new Labels();
        private @Nullable String flaw;

        private interface Reading {
            void read(JsonFields fields, Labels into);
        }

        void describe(String what, Json described, Reading reading) {
            try {
                reading.read(new JsonFields(described), labels);
            } catch (MalformedException e) {
                flaw = what + ": " + e.getMessage();
            }
        }
    }

    private record Scope(Source source, List<Metric> metrics) {}

    private static final class Metric {
        private String name = "";
        private String unit = "";
        private final List<Data> data = new ArrayList<>();
    }

    private static final class Data {
        private final Kind kind;
        private final List<Point> points = new ArrayList<>();
        private Temporality temporality = Temporality.UNSPECIFIED;

        Data(Kind kind) {
            this.kind = kind;
        }
    }

    private static void readScope(JsonFields described, Labels into) {
        OtlpMapping.describe(into, described.text("name"), described.text("version"));
        var own = new Labels();
        described.readAttributes(own);
        into.putAll(OtlpMapping.SCOPE_PREFIX, own.texts());
    }

    /// By number, as it should be, or by name.
    private static Temporality temporality(String word) {
        return switch (word) {
            case "1", "AGGREGATION_TEMPORALITY_DELTA" -> Temporality.DELTA;
            case "2", "AGGREGATION_TEMPORALITY_CUMULATIVE" -> Temporality.CUMULATIVE;
            default -> Temporality.UNSPECIFIED;
        };
    }
}
