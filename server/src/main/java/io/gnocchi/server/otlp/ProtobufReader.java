package io.gnocchi.server.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import io.gnocchi.core.model.MalformedException;
import io.gnocchi.server.otlp.Stream.Kind;
import io.gnocchi.server.otlp.Stream.Temporality;
import java.io.IOException;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// Reads a request in protocol buffers:
///
/// ```
/// ExportMetricsServiceRequest { repeated ResourceMetrics resource_metrics = 1; }
/// ResourceMetrics { Resource resource = 1; repeated ScopeMetrics scope_metrics = 2; }
/// Resource        { repeated KeyValue attributes = 1; }
/// ScopeMetrics    { Scope scope = 1; repeated Metric metrics = 2; }
/// Scope           { string name = 1; string version = 2; repeated KeyValue attributes = 3; }
/// Metric          { string name = 1; string unit = 3; oneof { gauge = 5; sum = 7; histogram = 9;
///                   exponential_histogram = 10; summary = 11; } }
/// each of these   { repeated DataPoint data_points = 1; int temporality = 2; }
/// ```
///
/// Points are read by [ProtobufPoints]. Other fields (exemplars, descriptions, schemas) are
/// skipped.
final class ProtobufReader {
    private final Taker taker;

    private ProtobufReader(Taker taker) {
        this.taker = taker;
    }

    /// @throws InvalidProtocolBufferException when it is no message
    /// @throws MalformedException when it is another one
    static void read(byte[] request, Taker taker) throws IOException {
        var reader = new ProtobufReader(taker);
        for (var message = Message.of(request); message.next(); ) {
            if (message.field() == 1) {
                reader.readResource(message.message());
            }
        }
    }

    /// Attributes, or why there are none.
    private record Origin(SortedMap<String, String> labels, @Nullable String flaw) {}

    private void readResource(Message resourceMetrics) throws IOException {
        var described = resourceMetrics.last(1);
        var resource = new Labels();
        String flaw = null;
        try {
            if (described != null) {
                ProtobufPoints.readAttributes(described, 1, resource);
            }
        } catch (MalformedException e) {
            flaw = "a resource: " + e.getMessage();
        }
        var origin = new Origin(resource.texts(), flaw);
        for (var scopeMetrics : resourceMetrics.all(2)) {
            readScope(origin, scopeMetrics);
        }
    }

    private void readScope(Origin resource, Message scopeMetrics) throws IOException {
        var described = scopeMetrics.last(1);
        var scope = new Labels();
        var flaw = resource.flaw();
        try {
            if (described != null) {
                describe(described, scope);
            }
        } catch (MalformedException e) {
            flaw = "a scope: " + e.getMessage();
        }
        for (var metric : scopeMetrics.all(2)) {
            readMetric(resource.labels(), scope.texts(), flaw, metric);
        }
    }

    private static void describe(Message message, Labels scope) throws IOException {
        var name = "";
        var version = "";
        for (message.again(); message.next(); ) {
            switch (message.field()) {
                case 1 -> name = message.text();
                case 2 -> version = message.text();
                default -> {}
            }
        }
        OtlpMapping.describe(scope, name, version);
        var own = new Labels();
        ProtobufPoints.readAttributes(message, 3, own);
        scope.putAll(OtlpMapping.SCOPE_PREFIX, own.texts());
    }

    private void readMetric(
            SortedMap<String, String> resource,
            SortedMap<String, String> scope,
            @Nullable String outerFlaw,
            Message metric)
            throws IOException {
        var name = "";
        var unit = "";
        var flaw = outerFlaw;
        Message data = null;
        var kind = Kind.GAUGE;
        while (metric.next()) {
            try {
                switch (metric.field()) {
                    case 1 -> name = metric.text();
                    case 3 -> unit = metric.text();
                    case 5, 7, 9, 10, 11 -> {
                        kind = kind(metric.field());
                        data = metric.message();
                    }
                    default -> {}
                }
            } catch (MalformedException e) {
                flaw = "a metric: " + e.getMessage();
            }
        }
        if (data != null) {
            var temporality = Temporality.numbered(number(data, 2));
            var stream = new Stream(resource, scope, name, unit, kind, temporality);
            readPoints(stream, flaw, data);
        }
    }

    private static Kind kind(int field) {
        return switch (field) {
            case 5 -> Kind.GAUGE;
            case 7 -> Kind.SUM;
            case 9 -> Kind.HISTOGRAM;
            case 10 -> Kind.EXPONENTIAL_HISTOGRAM;
            default -> Kind.SUMMARY;
        };
    }

    private static long number(Message message, int field) throws IOException {
        long number = 0;
        for (message.again(); message.next(); ) {
            if (message.field() == field) {
                number = message.integer();
            }
        }
        return number;
    }

    private void readPoints(Stream stream, @Nullable String flaw, Message data) throws IOException {
        for (data.again(); data.next(); ) {
            if (data.field() == 1) {
                var message = data.message();
                taker.take(
                        stream,
                        flaw != null
                                ? new Point.Flawed(flaw)
                                : ProtobufPoints.read(stream.kind(), message));
            }
        }
    }
}
