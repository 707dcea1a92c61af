package io.gnocchi.server.otlp;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.List;

/// Requests as OpenTelemetry's own classes write them: one metric of each kind, at second 60.
public final class ExampleMetrics {
    static final long NANOS = 60_000_000_000L;
    private static final AggregationTemporality DELTA =
            AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;

    private ExampleMetrics() {}

    /// A request of a service `shop` with these.
    public static ExportMetricsServiceRequest request(Metric... metrics) {
        var scope = InstrumentationScope.newBuilder().setName("web").build();
        return ExportMetricsServiceRequest.newBuilder()
                .addResourceMetrics(
                        ResourceMetrics.newBuilder()
                                .setResource(
                                        Resource.newBuilder()
                                                .addAttributes(text("service.name", "shop")))
                                .addScopeMetrics(
                                        ScopeMetrics.newBuilder()
                                                .setScope(scope)
                                                .addAllMetrics(List.of(metrics))))
                .build();
    }

    public static Metric gauge(String name, double value) {
        return gauge(name, NumberDataPoint.newBuilder().setTimeUnixNano(NANOS).setAsDouble(value));
    }

    static Metric gauge(String name, NumberDataPoint.Builder point) {
        return Metric.newBuilder()
                .setName(name)
                .setUnit("Cel")
                .setGauge(Gauge.newBuilder().addDataPoints(point))
                .build();
    }

    static Metric sum(String name, long value, AggregationTemporality temporality) {
        return Metric.newBuilder()
                .setName(name)
                .setSum(
                        Sum.newBuilder()
                                .setAggregationTemporality(temporality)
                                .addDataPoints(
                                        NumberDataPoint.newBuilder()
                                                .setTimeUnixNano(NANOS)
                                                .addAttributes(text("http.route", "/cart"))
                                                .setAsInt(value)))
                .build();
    }

    /// With bounds 1 and 5.
    public static Metric histogram(String name, Long... counts) {
        return Metric.newBuilder()
                .setName(name)
                .setUnit("s")
                .setHistogram(
                        Histogram.newBuilder()
                                .setAggregationTemporality(DELTA)
                                .addDataPoints(
                                        HistogramDataPoint.newBuilder()
                                                .setTimeUnixNano(NANOS)
                                                .setCount(6)
                                                .setSum(21.5)
                                                .setMin(0.5)
                                                .setMax(9)
                                                .addAllExplicitBounds(List.of(1.0, 5.0))
                                                .addAllBucketCounts(List.of(counts))))
                .build();
    }

    static Metric exponential(String name) {
        var positive =
                ExponentialHistogramDataPoint.Buckets.newBuilder()
                        .setOffset(1)
                        .addAllBucketCounts(List.of(2L, 0L, 3L));
        var negative =
                ExponentialHistogramDataPoint.Buckets.newBuilder().setOffset(-1).addBucketCounts(4);
        return Metric.newBuilder()
                .setName(name)
                .setExponentialHistogram(
                        ExponentialHistogram.newBuilder()
                                .setAggregationTemporality(DELTA)
                                .addDataPoints(
                                        ExponentialHistogramDataPoint.newBuilder()
                                                .setTimeUnixNano(NANOS)
                                                .setScale(0)
                                                .setCount(10)
                                                .setZeroCount(1)
                                                .setPositive(positive)
                                                .setNegative(negative)))
                .build();
    }

    static Metric summary(String name) {
        return Metric.newBuilder()
                .setName(name)
                .setSummary(
                        Summary.newBuilder()
                                .addDataPoints(
                                        SummaryDataPoint.newBuilder()
                                                .setTimeUnixNano(NANOS)
                                                .setCount(4)
                                                .setSum(10)
                                                .addQuantileValues(quantile(0.99, 7))))
                .build();
    }

    private static SummaryDataPoint.ValueAtQuantile quantile(double quantile, double value) {
        return SummaryDataPoint.ValueAtQuantile.newBuilder()
                .setQuantile(quantile)
                .setValue(value)
                .build();
    }

    static KeyValue text(String key, String value) {
        return pair(key, AnyValue.newBuilder().setStringValue(value).build());
    }

    static KeyValue pair(String key, AnyValue value) {
        return KeyValue.newBuilder().setKey(key).setValue(value).build();
    }
}
