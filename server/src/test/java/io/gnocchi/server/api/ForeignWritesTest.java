package io.gnocchi.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.server.intake.RemoteWriteRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

/// What conversations cannot show: packed, binary and simultaneous bodies.
class ForeignWritesTest {
    private static final String LINES = "cpu,host=web idle=1 5\ncpu,host=web idle=3 6\n";
    private static final Map<String, String> UP =
            Map.of("__name__", "up", "job", "node", "instance", "web:9100");

    private final HttpClient client = HttpClient.newHttpClient();
    private final MemoryServer server = started();

    @BeforeEach
    void givePoliciesToAll() throws Exception {
        var policy = "{\"name\": \"low\", \"definition\": [{\"granularity\": 60}]}";
        var rule =
                "{\"name\": \"all\", \"metric_pattern\": \"*\", \"archive_policy_name\": \"low\"}";
        send(request("archive_policy"), BodyPublishers.ofString(policy));
        send(request("archive_policy_rule"), BodyPublishers.ofString(rule));
        send(request("influxdb/query?q=create+database+telegraf"), BodyPublishers.noBody());
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void packedAndChunkedLinesAreTakenAsTelegrafSendsThem() throws Exception {
        var body = gzip(LINES);
        var request =
                request("influxdb/write?db=telegraf")
                        .setHeader("Content-Type", "text/plain; charset=utf-8")
                        .header("Content-Encoding", "gzip");
        var chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
        assertThat(send(request, chunked).statusCode()).isEqualTo(204);
        assertThat(get("resource/telegraf/web/metric/cpu.idle/measures"))
                .isEqualTo("[[\"1970-01-01T00:00:00+00:00\", 60.0, 2.0]]");
    }

    @Test
    void brokenPackingIsABadRequest() throws Exception {
        var body = gzip(LINES.repeat(100));
        body[body.length / 2] ^= 0x55;
        body[20] ^= 0x55;
        var request = request("influxdb/write?db=telegraf").header("Content-Encoding", "gzip");
        assertThat(send(request, BodyPublishers.ofByteArray(body)).statusCode()).isEqualTo(400);
    }

    @Test
    void manyWritersOfTheSameNewThingsAllSucceed() throws Exception {
        var lines =
                IntStream.range(0, 200)
                        .mapToObj(i -> "cpu,host=h%d,core=%d idle=1 5".formatted(i % 20, i))
                        .collect(Collectors.joining("\n"));
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers =
                    IntStream.range(0, 8)
                            .mapToObj(_ -> writers.submit(() -> write(lines)))
                            .toList();
            for (var answer : answers) {
                assertThat(answer.get().statusCode()).isEqualTo(204);
            }
        }
        assertThat(get("resource/telegraf/h7/metric").split("\"id\"", -1)).hasSize(1 + 10);
    }

    @Test
    void remoteWriteMakesTypeResourceAndMetric() throws Exception {
        var reply = remoteWrite(new RemoteWriteRequest().series(UP, 5000, 1).packed());
        assertThat(reply.statusCode()).isEqualTo(202);
        assertThat(reply.headers().firstValue("X-Gnocchi-Merged-Series")).isEmpty();
        assertThat(get("resource_type/prometheus"))
                .contains("\"job\": {", "\"instance\": {", "\"max_length\": 512");
        assertThat(get("resource/prometheus/node@web:9100"))
                .contains("\"job\": \"node\"", "\"instance\": \"web:9100\"");
        assertThat(get("resource/prometheus/node@web:9100/metric/up/measures"))
                .isEqualTo("[[\"1970-01-01T00:00:00+00:00\", 60.0, 1.0]]");
    }

    @Test
    void remoteWriteSaysHowManySeriesWereMerged() throws Exception {
        var first = Map.of("__name__", "up", "job", "node", "code", "200");
        var second = Map.of("__name__", "up", "job", "node", "code", "404");
        var request = new RemoteWriteRequest().series(first, 5000, 1).series(second, 6000, 3);
        var reply = remoteWrite(request.packed());
        assertThat(reply.headers().firstValue("X-Gnocchi-Merged-Series")).hasValue("1");
    }

    @Test
    void seriesAreKeptApart() throws Exception {
        var first = Map.of("__name__", "hits", "job", "web", "code", "200", "path", "/a");
        var second = Map.of("__name__", "hits", "job", "web", "code", "404", "path", "_a");
        var request = new RemoteWriteRequest().series(first, 5000, 1).series(second, 6000, 3);
        var reply = writeApart(request.packed(), null);
        assertThat(reply.statusCode()).isEqualTo(204);
        assertThat(reply.headers().firstValue("X-Prometheus-Remote-Write-Samples-Written"))
                .hasValue("2");
        assertThat(search("{\"=\": {\"code\": \"404\"}}"))
                .contains("\"path\": \"_a\"")
                .doesNotContain("\"path\": \"/a\"");
        assertThat(search("{\"=\": {\"path\": \"/a\"}}")).contains("\"code\": \"200\"");
    }

    @Test
    void remoteWriteOfVersionTwoIsTakenWithHistograms() throws Exception {
        var labels = Map.of("__name__", "latency", "job", "web");
        var body = RemoteWriteRequest.symbolic(List.of(labels), 5000, 7, new double[] {4, 10});
        var reply = writeApart(body, "application/x-protobuf;proto=io.prometheus.write.v2.Request");
        assertThat(reply.statusCode()).isEqualTo(204);
        assertThat(reply.headers().firstValue("X-Prometheus-Remote-Write-Histograms-Written"))
                .hasValue("1");
        assertThat(search("{\"=\": {\"job\": \"web\"}}"))
                .contains("\"latency\"", "\"latency_count\"", "\"latency_sum\"");
    }

    @Test
    void badSeriesLosesOnlyItselfAndIsTold() throws Exception {
        var request =
                new RemoteWriteRequest()
                        .series(Map.of("job", "nameless"), 5000, 1)
                        .series(UP, Long.MAX_VALUE, 1)
                        .series(UP, 5000, 1);
        var reply = writeApart(request.packed(), "application/x-protobuf");
        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(reply.body()).contains("2 samples were not taken", "no label __name__");
        assertThat(reply.headers().firstValue("X-Prometheus-Remote-Write-Samples-Written"))
                .hasValue("1");
        assertThat(search("{\"=\": {\"job\": \"node\"}}")).contains("\"up\"");
    }

    @Test
    void anotherProtocolIsNotTaken() throws Exception {
        var reply = writeApart(new byte[0], "application/x-protobuf;proto=io.prometheus.write.v9");
        assertThat(reply.statusCode()).isEqualTo(415);
    }

    private HttpResponse<String> writeApart(byte[] body, @Nullable String type) throws Exception {
        var request = request("prometheus/api/v1/write").header("Content-Encoding", "snappy");
        if (type != null) {
            request.setHeader("Content-Type", type);
        } else {
            request.setHeader("Content-Type", "application/x-protobuf");
        }
        return send(request, BodyPublishers.ofByteArray(body));
    }

    private String search(String filter) throws Exception {
        var request = request("search/resource/prometheus_series");
        return send(request, BodyPublishers.ofString(filter)).body();
    }

    @Test
    void bucketsAreMadeAndBadLinesLoseOnlyThemselves() throws Exception {
        var good = writeSecond("cpu,host=web idle=1 5\n");
        assertThat(good.statusCode()).isEqualTo(204);
        var some =
                writeSecond("nonsense\ncpu,host=web idle=3 6\ncpu idle=1\ncpu,host=web idle=x\n");
        assertThat(some.statusCode()).isEqualTo(400);
        assertThat(some.body())
                .contains("\"message\": \"partial write: Unable to parse line 1", "3 lines");
        assertThat(get("resource/bucket/web/metric/cpu.idle/measures"))
                .isEqualTo("[[\"1970-01-01T00:00:00+00:00\", 60.0, 2.0]]");
    }

    private HttpResponse<String> writeSecond(String lines) throws Exception {
        var uri =
                "http://127.0.0.1:%d/api/v2/write?org=x&bucket=bucket&precision=s"
                        .formatted(server.port());
        var request =
                java.net.http.HttpRequest.newBuilder(URI.create(uri))
                        .header("Authorization", "Token admin:secret");
        return send(request, BodyPublishers.ofString(lines));
    }

    @Test
    void valuesOfCollectdAreTakenAndBadOnesAreTold() throws Exception {
        var good =
                """
                {"values":[1,null,4],"dsnames":["shortterm","midterm","longterm"],"time":60.5,
                 "host":"web","plugin":"load","plugin_instance":"","type":"load","type_instance":""}
                """;
        assertThat(collectd("[" + good + "]").statusCode()).isEqualTo(202);
        assertThat(get("resource/collectd/collectd:web/metric/load@load-longterm/measures"))
                .isEqualTo("[[\"1970-01-01T00:01:00+00:00\", 60.0, 4.0]]");

        var some = collectd("[7, {\"host\": \"web\", \"values\": [1]}, " + good + "]");
        assertThat(some.statusCode()).isEqualTo(202);
        assertThat(some.body()).contains("\"accepted\": 2", "\"refused\": 2", "not an object");
        assertThat(collectd("[7]").statusCode()).isEqualTo(400);
        assertThat(collectd("{}").statusCode()).isEqualTo(400);
        assertThat(collectd("[]").statusCode()).isEqualTo(202);
    }

    private HttpResponse<String> collectd(String body) throws Exception {
        return send(request("collectd"), BodyPublishers.ofString(body));
    }

    @Test
    void garbageIsABadRequest() throws Exception {
        assertThat(remoteWrite("garbage".getBytes(StandardCharsets.UTF_8)).statusCode())
                .isEqualTo(400);
        assertThat(remoteWrite(Snappy.compress("garbage")).statusCode()).isEqualTo(400);
        assertThat(remoteWrite(new byte[0]).statusCode()).isEqualTo(400);
    }

    @Test
    void bombIsTurnedAway() throws Exception {
        var bomb = Snappy.compress(new byte[(int) MemoryServer.MAX_BODY_BYTES + 1]);
        assertThat(remoteWrite(bomb).statusCode()).isEqualTo(413);
    }

    @Test
    void nextVersionIsNotSupported() throws Exception {
        var request =
                request("prometheus/write")
                        .setHeader(
                                "Content-Type",
                                "application/x-protobuf;proto=io.prometheus.write.v2.Request");
        var body = new RemoteWriteRequest().series(UP, 5000, 1).packed();
        assertThat(send(request, BodyPublishers.ofByteArray(body)).statusCode()).isEqualTo(415);
    }

    private HttpResponse<String> write(String lines) throws Exception {
        return send(request("influxdb/write?db=telegraf"), BodyPublishers.ofString(lines));
    }

    private HttpResponse<String> remoteWrite(byte[] body) throws Exception {
        var request =
                request("prometheus/write")
                        .setHeader("Content-Type", "application/x-protobuf")
                        .header("Content-Encoding", "snappy")
                        .header("X-Prometheus-Remote-Write-Version", "0.1.0");
        return send(request, BodyPublishers.ofByteArray(body));
    }

    private String get(String path) throws Exception {
        var reply = client.send(request(path).GET().build(), BodyHandlers.ofString());
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        return reply.body();
    }

    private HttpResponse<String> send(java.net.http.HttpRequest.Builder request, BodyPublisher body)
            throws Exception {
        return client.send(request.POST(body).build(), BodyHandlers.ofString());
    }

    private java.net.http.HttpRequest.Builder request(String path) {
        var uri = URI.create("http://127.0.0.1:" + server.port() + "/v1/" + path);
        return java.net.http.HttpRequest.newBuilder(uri)
                .header("Authorization", "Basic YWRtaW46")
                .header("Content-Type", "application/json");
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
