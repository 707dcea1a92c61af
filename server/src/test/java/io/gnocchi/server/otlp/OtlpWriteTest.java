package io.gnocchi.server.otlp;

import static io.opentelemetry.proto.metrics.v1.AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
import static io.opentelemetry.proto.metrics.v1.AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;
import static io.opentelemetry.proto.metrics.v1.AggregationTemporality.AGGREGATION_TEMPORALITY_UNSPECIFIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.gnocchi.server.intake.Delivered;
import io.gnocchi.server.intake.IntakeRefusedException;
import io.gnocchi.server.otlp.OtlpWrite.Encoding;
import io.gnocchi.server.wire.UndecodableBodyException;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtlpWriteTest {
    private static final String WEB = "{scope=\"web\"}";
    private static final String SHOP = "{service.name=\"shop\"}";
    private static final String AT = " @ 60000000000";

    @Test
    void gaugesAndSumsGoToResourcesThatTellTheStream() throws IOException {
        var write =
                read(
                        ExampleMetrics.gauge("room.temperature", 21.5),
                        ExampleMetrics.sum("hits", 3, AGGREGATION_TEMPORALITY_DELTA),
                        ExampleMetrics.sum("hits", 70, AGGREGATION_TEMPORALITY_CUMULATIVE));
        var cart = SHOP + "{http.route=\"%2Fcart\"}{scope=\"web\",temporality=\"";
        assertThat(Delivered.texts(write.delivery()))
                .containsExactly(
                        Map.entry(cart + "cumulative\"} hits", "70.0" + AT),
                        Map.entry(cart + "delta\"} hits", "3.0" + AT),
                        Map.entry(SHOP + "{}" + WEB + " room.temperature", "21.5" + AT));
        assertThat(Delivered.attributes(write.delivery(), cart + "delta\"}"))
                .containsExactly(
                        Map.entry("http_route", "/cart"),
                        Map.entry("scope", "web"),
                        Map.entry("service_name", "shop"),
                        Map.entry("temporality", "delta"));
        assertThat(Delivered.units(write.delivery()))
                .containsExactly(Map.entry("room.temperature", "Cel"));
        assertThat(write.refused()).isZero();
    }

    @Test
    void histogramsAreTotalsAndBuckets() throws IOException {
        var write = read(ExampleMetrics.histogram("latency", 1L, 2L, 3L));
        assertThat(withoutCommon(write, "histogram"))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "{} latency.count", "6.0",
                                "{} latency.sum", "21.5",
                                "{} latency.min", "0.5",
                                "{} latency.max", "9.0",
                                "{-Inf..1} latency.bucket", "1.0",
                                "{1..5} latency.bucket", "2.0",
                                "{5..+Inf} latency.bucket", "3.0"));
        assertThat(Delivered.units(write.delivery()))
                .containsOnlyKeys("latency.max", "latency.min", "latency.sum");
    }

    @Test
    void exponentialHistogramsHaveBoundsToo() throws IOException {
        assertThat(withoutCommon(read(ExampleMetrics.exponential("size")), "exponential_histogram"))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "{} size.count", "10.0",
                                "{-1..-0.5} size.bucket", "4.0",
                                "{0..0} size.bucket", "1.0",
                                "{2..4} size.bucket", "2.0",
                                "{8..16} size.bucket", "3.0"));
    }

    /// Ids without what is the same in all of them.
    private static Map<String, String> withoutCommon(OtlpWrite write, String kind) {
        return Delivered.texts(write.delivery()).entrySet().stream()
                .collect(
                        Collectors.toMap(
                                entry ->
                                        entry.getKey()
                                                .replace(SHOP + "{}", "")
                                                .replaceAll(
                                                        "\\{above=\"(.*)\",kind=\"" + kind,
                                                        "{$1..,kind=\"" + kind)
                                                .replaceAll(
                                                        ",?kind=\"" + kind + "\",scope=\"web\"", "")
                                                .replace(",temporality=\"delta\"", "")
                                                .replaceAll(",up_to=\"(.*)\"", "$1"),
                                entry -> entry.getValue().replace(AT, "")));
    }

    @Test
    void summariesKeepTheirQuantiles() throws IOException {
        var texts = Delivered.texts(read(ExampleMetrics.summary("pause")).delivery());
        var stream = SHOP + "{}{kind=\"summary\",";
        assertThat(texts)
                .containsExactly(
                        Map.entry(
                                stream + "quantile=\"0.99\",scope=\"web\"} pause.quantile",
                                "7.0" + AT),
                        Map.entry(stream + "scope=\"web\"} pause.count", "4.0" + AT),
                        Map.entry(stream + "scope=\"web\"} pause.sum", "10.0" + AT));
    }

    @Test
    void badPointLosesOnlyItself() throws IOException {
        var write =
                read(
                        ExampleMetrics.gauge("", 1),
                        ExampleMetrics.gauge("timeless", NumberDataPoint.newBuilder().setAsInt(1)),
                        ExampleMetrics.gauge(
                                "ancient",
                                NumberDataPoint.newBuilder().setTimeUnixNano(-5).setAsInt(1)),
                        ExampleMetrics.gauge(
                                "empty", NumberDataPoint.newBuilder().setTimeUnixNano(5)),
                        ExampleMetrics.sum("untold", 1, AGGREGATION_TEMPORALITY_UNSPECIFIED),
                        ExampleMetrics.histogram("uneven", 1L, 2L),
                        ExampleMetrics.gauge("x".repeat(300), 1),
                        ExampleMetrics.gauge("nul\0", 1),
                        ExampleMetrics.gauge("good", 1));
        assertThat(Delivered.texts(write.delivery())).containsOnlyKeys(SHOP + "{}" + WEB + " good");
        assertThat(write.refused()).isEqualTo(8);
        assertThat(write.reason()).isEqualTo("a metric has no name");
    }

    @Test
    void pointThatSaysNothingIsNotCounted() throws IOException {
        var write =
                read(
                        ExampleMetrics.gauge(
                                "gone",
                                NumberDataPoint.newBuilder().setTimeUnixNano(5).setFlags(1)));
        assertThat(write.delivery().isEmpty()).isTrue();
        assertThat(write.refused()).isZero();
    }

    @Test
    void namesThatLookAlikeStayApart() throws IOException {
        var write =
                read(
                        ExampleMetrics.gauge("a/b", 1),
                        ExampleMetrics.gauge("a_b", 2),
                        ExampleMetrics.gauge("a%2Fb", 3),
                        ExampleMetrics.gauge("h.count", 4),
                        ExampleMetrics.histogram("h", 1L, 2L, 3L));
        assertThat(write.refused()).isZero();
        assertThat(Delivered.texts(write.delivery())).hasSize(4 + 7);
    }

    @Test
    void attributesAreTexts() throws IOException {
        var nested =
                AnyValue.newBuilder()
                        .setKvlistValue(
                                KeyValueList.newBuilder()
                                        .addValues(ExampleMetrics.text("b", "é"))
                                        .addValues(
                                                ExampleMetrics.pair(
                                                        "a",
                                                        AnyValue.newBuilder()
                                                                .setArrayValue(
                                                                        ArrayValue.newBuilder()
                                                                                .addValues(
                                                                                        real(1.5))
                                                                                .addValues(
                                                                                        number(-7)))
                                                                .build())))
                        .build();
        var point =
                NumberDataPoint.newBuilder()
                        .setTimeUnixNano(5)
                        .setAsInt(1)
                        .addAttributes(ExampleMetrics.pair("nested", nested))
                        .addAttributes(
                                ExampleMetrics.pair(
                                        "flag", AnyValue.newBuilder().setBoolValue(true).build()))
                        .addAttributes(
                                ExampleMetrics.pair(
                                        "bytes",
                                        AnyValue.newBuilder()
                                                .setBytesValue(ByteString.copyFromUtf8("hi"))
                                                .build()));
        var write = read(ExampleMetrics.gauge("g", point));
        var id =
                SHOP
                        + "{bytes=\"aGk=\",flag=\"true\",nested=\"{%22a%22: [1.5, -7], %22b%22:"
                        + " %22é%22}\"}"
                        + WEB;
        assertThat(Delivered.attributes(write.delivery(), id))
                .containsEntry("nested", "{\"a\": [1.5, -7], \"b\": \"é\"}");
    }

    private static AnyValue real(double value) {
        return AnyValue.newBuilder().setDoubleValue(value).build();
    }

    private static AnyValue number(long value) {
        return AnyValue.newBuilder().setIntValue(value).build();
    }

    @Test
    void jsonSaysTheSame() throws IOException {
        var json =
                """
                {"resourceMetrics": [{
                  "resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "shop"}}]},
                  "scopeMetrics": [{"scope": {"name": "web"}, "schemaUrl": "x", "metrics": [
                    {"name": "room.temperature", "unit": "Cel", "gauge": {"dataPoints": [
                      {"timeUnixNano": "60000000000", "asDouble": 21.5}]}},
                    {"name": "hits", "sum": {"aggregationTemporality": 1, "isMonotonic": true, "dataPoints": [
                      {"timeUnixNano": "60000000000", "asInt": "3",
                       "attributes": [{"key": "http.route", "value": {"stringValue": "/cart"}}]}]}},
                    {"name": "latency", "unit": "s", "histogram": {"aggregationTemporality": 1, "dataPoints": [
                      {"timeUnixNano": "60000000000", "count": "6", "sum": 21.5, "min": 0.5, "max": 9,
                       "explicitBounds": [1, 5], "bucketCounts": ["1", "2", 3]}]}},
                    {"name": "size", "exponentialHistogram": {"aggregationTemporality": 1, "dataPoints": [
                      {"timeUnixNano": "60000000000", "count": "10", "scale": 0, "zeroCount": "1",
                       "positive": {"offset": 1, "bucketCounts": ["2", "0", "3"]},
                       "negative": {"offset": -1, "bucketCounts": ["4"]}}]}},
                    {"name": "pause", "summary": {"dataPoints": [
                      {"timeUnixNano": "60000000000", "count": "4", "sum": 10,
                       "quantileValues": [{"quantile": 0.99, "value": 7}]}]}}
                  ]}]}]}
                """;
        var read =
                OtlpWrite.read(
                        new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
                        Encoding.JSON,
                        null);
        var same =
                read(
                        ExampleMetrics.gauge("room.temperature", 21.5),
                        ExampleMetrics.sum("hits", 3, AGGREGATION_TEMPORALITY_DELTA),
                        ExampleMetrics.histogram("latency", 1L, 2L, 3L),
                        ExampleMetrics.exponential("size"),
                        ExampleMetrics.summary("pause"));
        assertThat(read.reason()).isEmpty();
        assertThat(Delivered.texts(read.delivery())).isEqualTo(Delivered.texts(same.delivery()));
    }

    @Test
    void membersOfJsonMayComeInAnyOrder() throws IOException {
        var usual =
                json(
                        """
                        {"resourceMetrics": [{"resource": {"attributes": [
                            {"key": "service.name", "value": {"stringValue": "shop"}}]},
                          "scopeMetrics": [{"scope": {"name": "web"}, "metrics": [
                            {"name": "hits", "unit": "1", "sum": {"aggregationTemporality": 2,
                             "dataPoints": [{"timeUnixNano": "60000000000", "asInt": "3"}]}}]}]}]}
                        """);
        var turned =
                json(
                        """
                        {"resourceMetrics": [{"scopeMetrics": [{"metrics": [
                            {"sum": {"dataPoints": [{"exemplars": [{"asInt": 7}], "asInt": 3,
                               "attributes": null, "timeUnixNano": 60000000000}],
                             "aggregationTemporality": "AGGREGATION_TEMPORALITY_CUMULATIVE"},
                             "gauge": null, "unit": "1", "name": "hits"}],
                           "scope": {"attributes": null, "name": "web"}}],
                          "resource": {"attributes": [
                            {"value": {"stringValue": "shop"}, "key": "service.name"}]}}]}
                        """);

        assertThat(turned.reason()).isEmpty();
        assertThat(Delivered.texts(turned.delivery()))
                .isEqualTo(Delivered.texts(usual.delivery()))
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"timeUnixNano": "60000000000"}                           | a point has no value
                    {"timeUnixNano": "60000000000", "asDouble": null}         | a point has no value
                    {"timeUnixNano": "60000000000", "asDouble": "x"}          | `x' is no number
                    {"timeUnixNano": "60000000000", "asDouble": [1, [2]]}     | `asDouble' is no text
                    {"timeUnixNano": "60000000000", "asInt": 1.5}             | `asInt' is no integer: 1.5
                    {"timeUnixNano": "x", "asInt": "1"}                       | `timeUnixNano' is no integer: x
                    {"asInt": "1"}                                            | a point has no time, or one out of range
                    {"timeUnixNano": 1, "asInt": 1, "attributes": 7}          | `attributes' is no array
                    {"timeUnixNano": 1, "asInt": 1, "attributes": [{}]}       | an attribute has no key
                    {"timeUnixNano": 1, "asInt": 1, "attributes": [[{"a": 1}]]} | not an object where one should be
                    """)
    void badPointOfJsonLosesOnlyItself(String bad, String reason) throws IOException {
        var good = "{\"timeUnixNano\": \"60000000000\", \"asDouble\": \"NaN\"}";
        var write = json(gauge(good + ", " + bad + ", " + good));

        assertThat(write.refused()).isEqualTo(1);
        assertThat(write.reason()).isEqualTo("g: " + reason);
        assertThat(write.delivery().size()).isEqualTo(2);
    }

    @Test
    void pointOfJsonThatSaysNothingIsSkipped() throws IOException {
        var write = json(gauge("{\"flags\": 1, \"asDouble\": []}"));

        assertThat(write.refused()).isZero();
        assertThat(write.delivery().size()).isZero();
    }

    private static String gauge(String points) {
        return """
        {"resourceMetrics": [{"scopeMetrics": [{"metrics": [
          {"name": "g", "gauge": {"dataPoints": [%s]}}]}]}]}
        """
                .formatted(points);
    }

    @Test
    void whateverIsSentIsReadOrRefused() throws IOException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var whole =
                ExampleMetrics.request(
                                ExampleMetrics.gauge("g", 1),
                                ExampleMetrics.histogram("h", 1L, 2L, 3L),
                                ExampleMetrics.exponential("e"),
                                ExampleMetrics.summary("s"))
                        .toByteArray();
        for (int i = 0; i < 5_000; i++) {
            var spoilt = whole.clone();
            for (int j = random.nextInt(4); j >= 0; j--) {
                spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt();
            }
            assertReadOrRefused(spoilt, seed);
        }
    }

    private static void assertReadOrRefused(byte[] body, long seed) throws IOException {
        try {
            var write = OtlpWrite.read(new ByteArrayInputStream(body), Encoding.PROTOBUF, null);
            assertThat(write.delivery().size()).isNotNegative();
        } catch (IntakeRefusedException e) {
            assertThat(e.refusal().reason()).as("seed %d", seed).isNotEmpty();
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    @Test
    void garbageIsRefused() {
        assertThatThrownBy(() -> json("[]")).isInstanceOf(IntakeRefusedException.class);
        for (var body :
                List.of(
                        "{\"resourceMetrics\": 7}",
                        gauge("7"),
                        gauge("{\"asInt\": 1}") + "{}",
                        gauge("{\"asInt\": 1}").replace("\"name\"", "\"gauge\": null, \"name\""),
                        gauge("{\"asInt\": 1, \"asInt\": 1}"),
                        gauge("{\"asInt\": 1").strip())) {
            assertThatThrownBy(() -> json(body))
                    .as(body)
                    .isInstanceOfAny(IntakeRefusedException.class, UndecodableBodyException.class);
        }
    }

    private static OtlpWrite json(String text) throws IOException {
        return OtlpWrite.read(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                Encoding.JSON,
                null);
    }

    private static OtlpWrite read(Metric... metrics) throws IOException {
        ExportMetricsServiceRequest request = ExampleMetrics.request(metrics);
        return OtlpWrite.read(
                new ByteArrayInputStream(request.toByteArray()), Encoding.PROTOBUF, null);
    }
}
