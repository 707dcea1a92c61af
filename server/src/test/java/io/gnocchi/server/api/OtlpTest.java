package io.gnocchi.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.server.otlp.ExampleMetrics;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import java.util.zip.GZIPOutputStream;
import okhttp3.Credentials;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// OpenTelemetry's own exporters, configured as the page says, and what they cannot be made to
/// send.
class OtlpTest {
    private static final String HTTP = "/v1/otlp/v1/metrics";
    private static final String GRPC =
            "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";
    private static final String PROTOBUF = "application/x-protobuf";

    private final HttpClient client = HttpClient.newHttpClient();
    private final OkHttpClient second =
            new OkHttpClient.Builder().protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)).build();
    private final MemoryServer server = started();

    @BeforeEach
    void giveAPolicyToAllButSecrets() throws Exception {
        json(
                "/v1/archive_policy",
                "{\"name\": \"low\", \"definition\": [{\"granularity\": 60}],"
                        + " \"aggregation_methods\": [\"sum\", \"max\"]}");
        json(
                "/v1/archive_policy_rule",
                "{\"name\": \"some\", \"metric_pattern\": \"[!s]*\", \"archive_policy_name\":"
                        + " \"low\"}");
    }

    @AfterEach
    void stop() {
        second.dispatcher().executorService().shutdown();
        second.connectionPool().evictAll();
        client.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"otlp-http.env", "otlp-grpc.env"})
    void sdkIsConfiguredAsThePageSays(String block) throws Exception {
        var flushed = export(SenderPage.read("otlp").variables(block, server.port()));
        assertThat(flushed.isSuccess()).isTrue();

        var cart = only("service_name=shop and http_route='/cart' and kind=null");
        assertThat(cart.path("scope").asString()).isEqualTo("web");
        assertThat(cart.path("temporality").asString()).isEqualTo("delta");
        assertThat(total(cart, "hits")).isEqualTo(5);
        assertThat(total(only("service_name=shop and temporality=null"), "load")).isEqualTo(0.75);

        var latency = only("kind=histogram and up_to=null");
        assertThat(total(latency, "latency.count")).isEqualTo(2);
        assertThat(total(latency, "latency.sum")).isEqualTo(1003);
        assertThat(total(latency, "latency.min")).isEqualTo(3);
        assertThat(total(latency, "latency.max")).isEqualTo(1000);
        assertThat(total(only("above='0' and up_to='5'"), "latency.bucket")).isEqualTo(1);
        assertThat(total(only("above='750' and up_to='1000'"), "latency.bucket")).isEqualTo(1);
        assertThat(metric(latency, "latency.sum").path("unit").asString()).isEqualTo("ms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"otlp-http.env", "otlp-grpc.env"})
    void cumulativeAndExponentialAreTakenAsWell(String block) throws Exception {
        var variables = SenderPage.read("otlp").variables(block, server.port());
        variables.put("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", "cumulative");
        variables.put(
                "OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION",
                "BASE2_EXPONENTIAL_BUCKET_HISTOGRAM");
        variables.put("OTEL_EXPORTER_OTLP_COMPRESSION", "none");
        assertThat(export(variables).isSuccess()).isTrue();
        var latency = only("kind=exponential_histogram and up_to=null");
        assertThat(latency.path("temporality").asString()).isEqualTo("cumulative");
        // It is told once more when the SDK is closed.
        assertThat(greatest(latency, "latency.count")).isEqualTo(2);
        var buckets = search("kind=exponential_histogram and up_to!=null");
        assertThat(buckets.size()).isEqualTo(2);
    }

    @Test
    void whoIsNotKnownIsTurnedAway() throws Exception {
        for (var block : List.of("otlp-http.env", "otlp-grpc.env")) {
            var variables = SenderPage.read("otlp").variables(block, server.port());
            variables.remove("OTEL_EXPORTER_OTLP_HEADERS");
            assertThat(export(variables).isSuccess()).as(block).isFalse();
        }
    }

    /// Two hits, a load and two latencies.
    private static CompletableResultCode export(Map<String, String> variables) {
        var properties = new HashMap<String, String>();
        variables.forEach((name, value) ->
                properties.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value));
        var sdk =
                AutoConfiguredOpenTelemetrySdk.builder()
                        .addPropertiesSupplier(() -> properties)
                        .disableShutdownHook()
                        .build()
                        .getOpenTelemetrySdk();
        try (sdk) {
            var meter = sdk.getMeter("web");
            var cart = Attributes.builder().put("http.route", "/cart").build();
            var hits = meter.counterBuilder("hits").build();
            hits.add(2, cart);
            hits.add(3, cart);
            var latency = meter.histogramBuilder("latency").setUnit("ms").build();
            latency.record(3);
            latency.record(1000);
            try (var _ = meter.gaugeBuilder("load").buildWithCallback(load -> load.record(0.75))) {
                return sdk.getSdkMeterProvider().forceFlush().join(20, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void rejectedPointsAreCountedAndTold() throws Exception {
        var request =
                ExampleMetrics.request(
                        ExampleMetrics.gauge("good", 1),
                        ExampleMetrics.gauge("secret", 1),
                        ExampleMetrics.histogram("secrets", 1L, 2L, 3L),
                        ExampleMetrics.histogram("uneven", 1L));
        var reply = post(HTTP, PROTOBUF, null, request.toByteArray());
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("Content-Type")).hasValue(PROTOBUF);
        var partial = ExportMetricsServiceResponse.parseFrom(reply.body()).getPartialSuccess();
        assertThat(partial.getRejectedDataPoints()).isEqualTo(3);
        assertThat(partial.getErrorMessage()).contains("uneven", "2 bounds and 1 counts");
        assertThat(only("scope=web").path("metrics").propertyNames()).containsExactly("good");

        var grpc = call(request, "admin");
        assertThat(grpc.status()).isEqualTo("0");
        var same = ExportMetricsServiceResponse.parseFrom(grpc.message()).getPartialSuccess();
        assertThat(same).isEqualTo(partial);
    }

    @Test
    void packedJsonIsTaken() throws Exception {
        var body =
                """
                {"resourceMetrics": [{"scopeMetrics": [{"metrics": [
                  {"name": "load", "gauge": {"dataPoints": [{"timeUnixNano": "60000000000", "asDouble": 0.5}]}},
                  {"name": "load", "gauge": {"dataPoints": [{"asDouble": 0.5}]}}
                ]}]}]}
                """;
        var reply = post(HTTP, "application/json", "gzip", gzip(body));
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(new String(reply.body(), StandardCharsets.UTF_8))
                .contains("\"rejectedDataPoints\": \"1\"", "load: a point has no time");
        assertThat(total(only("temporality=null"), "load")).isEqualTo(0.5);
    }

    @Test
    void failuresAreToldAsStatus() throws Exception {
        var garbage = post(HTTP, PROTOBUF, null, "garbage".getBytes(StandardCharsets.UTF_8));
        assertThat(garbage.statusCode()).isEqualTo(400);
        assertThat(garbage.headers().firstValue("Content-Type")).hasValue(PROTOBUF);
        assertThat(new String(garbage.body(), StandardCharsets.UTF_8))
                .contains("Unable to read the request");
        assertThat(post(HTTP, "text/plain", null, new byte[0]).statusCode()).isEqualTo(415);
        var bomb = post(HTTP, PROTOBUF, "gzip", gzip("x".repeat(9 << 20)));
        assertThat(bomb.statusCode()).isEqualTo(413);
    }

    @Test
    void failuresOfGrpcHaveItsCodes() throws Exception {
        assertThat(call(ExampleMetrics.request(), null).status()).isEqualTo("16");
        assertThat(raw(GRPC, "admin", new byte[] {0, 0, 0, 0, 9, 1}).status()).isEqualTo("3");
        assertThat(raw(GRPC, "admin", new byte[0]).status()).isEqualTo("3");
        assertThat(raw(GRPC, "admin", new byte[] {1, 0, 0, 0, 2, 7, 7}).status()).isEqualTo("3");
        assertThat(raw(GRPC, "admin", new byte[] {0, (byte) 0xff, 0, 0, 0, 1}).status())
                .isEqualTo("8");
        var traces = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
        assertThat(raw(traces, "admin", new byte[] {0, 0, 0, 0, 0}).status()).isEqualTo("12");
        assertThat(raw(GRPC, "admin", new byte[] {0, 0, 0, 0, 0}).status()).isEqualTo("0");
    }

    /// How a call ended.
    ///
    /// @param message the answer without its prefix
    private record Called(String status, byte[] message) {}

    private Called call(ExportMetricsServiceRequest request, @Nullable String user)
            throws IOException {
        var message = request.toByteArray();
        var frame =
                ByteBuffer.allocate(5 + message.length)
                        .put((byte) 0)
                        .putInt(message.length)
                        .put(message);
        return raw(GRPC, user, frame.array());
    }

    private Called raw(String path, @Nullable String user, byte[] body) throws IOException {
        var request =
                new Request.Builder()
                        .url(uri(path).toString())
                        .header("te", "trailers")
                        .header("grpc-encoding", "gzip")
                        .post(RequestBody.create(body, MediaType.get("application/grpc")));
        if (user != null) {
            request.header("Authorization", Credentials.basic(user, "x"));
        }
        try (var reply = second.newCall(request.build()).execute()) {
            assertThat(reply.code()).isEqualTo(200);
            assertThat(reply.header("Content-Type")).isEqualTo("application/grpc");
            var frames = reply.body().bytes();
            var status = reply.trailers().get("grpc-status");
            var message =
                    frames.length == 0 ? frames : Arrays.copyOfRange(frames, 5, frames.length);
            return new Called(String.valueOf(status), message);
        }
    }

    private HttpResponse<byte[]> post(
            String path, String type, @Nullable String coding, byte[] body) throws Exception {
        var request =
                java.net.http.HttpRequest.newBuilder(uri(path))
                        .header("Authorization", "Basic YWRtaW46eA==")
                        .header("Content-Type", type);
        if (coding != null) {
            request.header("Content-Encoding", coding);
        }
        return client.send(
                request.POST(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofByteArray());
    }

    private void json(String path, String body) throws Exception {
        var reply = post(path, "application/json", null, body.getBytes(StandardCharsets.UTF_8));
        assertThat(reply.statusCode()).isEqualTo(201);
    }

    private JsonNode only(String filter) throws Exception {
        var found = search(filter);
        assertThat(found.size()).as("%s: %s", filter, found).isEqualTo(1);
        return found.get(0);
    }

    private JsonNode search(String filter) throws Exception {
        var query = "?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8);
        var path = "/v1/search/resource/otlp_series" + query;
        var reply = post(path, "application/json", null, new byte[0]);
        assertThat(reply.statusCode()).isEqualTo(200);
        return OpenApi.JSON.readTree(reply.body());
    }

    /// Everything that a metric has ever got.
    private double total(JsonNode resource, String metric) throws Exception {
        return measures(resource, metric, "sum").sum();
    }

    private double greatest(JsonNode resource, String metric) throws Exception {
        return measures(resource, metric, "max").max().orElseThrow();
    }

    private DoubleStream measures(JsonNode resource, String metric, String method)
            throws Exception {
        var id = resource.path("metrics").path(metric).asString();
        var measures = get("/v1/metric/" + id + "/measures?aggregation=" + method);
        return measures.valueStream().mapToDouble(row -> row.get(2).asDouble());
    }

    private JsonNode metric(JsonNode resource, String metric) throws Exception {
        return get("/v1/metric/" + resource.path("metrics").path(metric).asString());
    }

    private JsonNode get(String path) throws Exception {
        var request =
                java.net.http.HttpRequest.newBuilder(uri(path))
                        .header("Authorization", "Basic YWRtaW46eA==")
                        .build();
        var reply = client.send(request, BodyHandlers.ofString());
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        return OpenApi.JSON.readTree(reply.body());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private static byte[] gzip(String text) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    private static MemoryServer started() {
        try {
            return new MemoryServer(0, 1000, InstantSource.system());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
