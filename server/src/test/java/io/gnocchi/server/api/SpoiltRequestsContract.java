package io.gnocchi.server.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that were right before they were spoilt, to every route that takes a body, and hostile
/// queries of those that take none. Whatever they say, they are answered below 500, in time; one
/// that is refused is told why as all others are, and has changed nothing.
public abstract class SpoiltRequestsContract {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int SPOILT_FORMS = 20;
    private static final String METRIC = "37aec8b7-c0d9-445b-8ab9-d3c6312dcf5c";
    private static final List<String> BASIS =
            List.of(
                    "POST /v1/archive_policy {\"name\": \"p\", \"definition\": [{\"granularity\":"
                            + " 1}]}",
                    "POST /v1/archive_policy_rule {\"name\": \"rule\", \"metric_pattern\": \"*\","
                            + " \"archive_policy_name\": \"p\"}",
                    "POST /v1/resource_type {\"name\": \"kind\", \"attributes\":"
                            + " {\"a\": {\"type\": \"string\", \"required\": false},"
                            + " \"n\": {\"type\": \"number\", \"required\": false},"
                            + " \"t\": {\"type\": \"datetime\", \"required\": false},"
                            + " \"u\": {\"type\": \"uuid\", \"required\": false}}}",
                    "POST /v1/resource/kind {\"id\": \"host\", \"a\": \"x\", \"n\": 2,"
                            + " \"metrics\": {\"cpu\": {}}}",
                    "POST /v1/resource/kind/host/metric/cpu/measures"
                            + " [{\"timestamp\": 1577836800, \"value\": 1}]");

    static final List<String> MODELS =
            List.of(
                    "POST /v1/archive_policy {\"name\": \"q\", \"back_window\": 1, \"definition\":"
                            + " [{\"granularity\": \"1 min\", \"points\": 5}],"
                            + " \"aggregation_methods\": [\"mean\", \"rate:max\", \"95pct\"]}",
                    "PATCH /v1/archive_policy/p {\"definition\": [{\"granularity\": 1, \"points\":"
                            + " 9}]}",
                    "POST /v1/archive_policy_rule {\"name\": \"r\", \"metric_pattern\":"
                            + " \"a*[b-c]?\", \"archive_policy_name\": \"p\"}",
                    "PATCH /v1/archive_policy_rule/rule {\"name\": \"rule\"}",
                    "POST /v1/metric {\"name\": \"m\", \"unit\": \"B\", \"archive_policy_name\":"
                            + " \"p\", \"resource_id\": \"host\"}",
                    "POST /v1/resource_type {\"name\": \"t\", \"attributes\": {\"a\": {\"type\":"
                            + " \"number\", \"min\": 1, \"max\": 2, \"required\": false}, \"s\":"
                            + " {\"type\": \"string\", \"min_length\": 1, \"max_length\": 9}}}",
                    "PATCH /v1/resource_type/kind [{\"op\": \"add\", \"path\": \"/attributes/b\","
                            + " \"value\": {\"type\": \"string\", \"required\": true,"
                            + " \"options\": {\"fill\": \"x\"}}},"
                            + " {\"op\": \"remove\", \"path\": \"/attributes/a\"}]",
                    "POST /v1/resource/kind {\"id\": \"new\", \"a\": \"x\", \"n\": 1.5,"
                            + " \"t\": \"2020-01-01\", \"u\": \""
                            + METRIC
                            + "\", \"started_at\": \"2020-01-01T00:00:00\", \"ended_at\":"
                            + " \"2020-01-02\", \"metrics\": {\"cpu\": {\"archive_policy_name\":"
                            + " \"p\"}}}",
                    "PATCH /v1/resource/kind/host {\"user_id\": \"u\", \"n\": 3, \"t\": 1.5,"
                            + " \"ended_at\": \"2030-01-01\", \"metrics\": {\"disk\": {}}}",
                    "POST /v1/resource/kind/host/metric {\"mem\": {\"archive_policy_name\": \"p\","
                            + " \"unit\": \"B\"}}",
                    "POST /v1/resource/kind/host/metric/cpu/measures"
                            + " [{\"timestamp\": \"2020-01-01T00:00:00\", \"value\": 1.5},"
                            + " {\"timestamp\": 1577836860, \"value\": \"2\"}]",
                    "POST /v1/batch/metrics/measures"
                            + " {\""
                            + METRIC
                            + "\": [{\"timestamp\": 1, \"value\": 1}]}",
                    "POST /v1/batch/resources/metrics/measures?create_metrics=true"
                            + " {\"host\": {\"cpu\": [{\"timestamp\": 1, \"value\": 1}],"
                            + " \"new\": {\"archive_policy_name\": \"p\", \"measures\": []}}}",
                    "POST /v1/search/resource/kind?limit=2&sort=id:asc&history=true {\"and\":"
                        + " [{\"like\": {\"a\": \"%x_\"}}, {\"in\": {\"id\": [\"host\"]}},"
                        + " {\"not\": {\">=\": {\"started_at\": \"2020-01-01\"}}}, {\"<\": {\"n\":"
                        + " 5}}, {\"=\": {\"t\": \"2020-01-01\"}}, {\"=\": {\"u\": \""
                            + METRIC
                            + "\"}}, {\">=\": {\"lifespan\": \"1 h\"}}]}",
                    "DELETE /v1/resource/kind {\"=\": {\"a\": \"nobody\"}}",
                    "POST /v1/search/metric?metric_id="
                            + METRIC
                            + " {\"and\": [{\">=\": [{\"+\": 23}, 50]}, {\"!=\": 55}]}",
                    "POST /v1/aggregates {\"operations\": [\"aggregate\", \"mean\","
                            + " [\"+\", 1, [\"metric\", \"c*\", \"mean\"]]], \"search\": {},"
                            + " \"resource_type\": \"kind\"}",
                    "POST /v1/aggregates?fill=0&granularity=1&groupby=id {\"operations\":"
                            + " \"(resample mean 60 (rolling max 2 (metric cpu mean)))\","
                            + " \"search\": \"id='host' and n > 1\", \"resource_type\": \"kind\"}",
                    "POST /v1/aggregation/resource/kind/metric/cpu?groupby=id&reaggregation=max"
                            + " {\"=\": {\"id\": \"host\"}}",
                    "POST /v1/influxdb/write?db=d&precision=ns cpu,host=a,"
                            + "resource_id=b usage=1.5,idle=2i 1577836800000000000");

    private static final List<String> POISON =
            List.of(
                    "null",
                    "-1",
                    "0",
                    "1e400",
                    "-0.0",
                    "1e-400",
                    "123456789012345678901234567890",
                    "9223372036854775807",
                    "9".repeat(2000),
                    "NaN",
                    "true",
                    "\"\"",
                    "\"\\u0000\"",
                    "\"\\ud800\"",
                    "\"%_*[!]?\"",
                    "\"0000-00-00\"",
                    "\"99999-01-01\"",
                    "\"+9999999999999 days\"",
                    "\"'; DROP TABLE metric; --\"",
                    "\"" + "*a".repeat(5000) + "\"",
                    "\"" + "%_".repeat(5000) + "\"",
                    "\"" + "(".repeat(5000) + "\"",
                    "\"" + "not ".repeat(5000) + "id = 1\"",
                    "[".repeat(2000) + "]".repeat(2000),
                    "{\"not\": ".repeat(2000) + "{}" + "}".repeat(2000),
                    "{}",
                    "[]",
                    "[[]]",
                    "{\"\": {}}");

    /// What is asked of the server to know whether anything has changed.
    private static final List<String> VIEWS =
            List.of(
                    "/v1/archive_policy",
                    "/v1/archive_policy_rule",
                    "/v1/resource_type",
                    "/v1/metric",
                    "/v1/search/resource/generic?history=true&details=true",
                    "/v1/search/resource/kind?history=true&details=true",
                    "/v1/resource/kind/host/metric/cpu/measures?aggregation=count");

    private final HttpClient client = HttpClient.newHttpClient();
    private MemoryServer server;

    /// A server that knows nothing yet.
    protected abstract MemoryServer start() throws Exception;

    @BeforeEach
    void startServer() throws Exception {
        server = start();
        for (var model : BASIS) {
            assertThat(send(model, body(model)).statusCode()).isLessThan(300);
        }
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @ParameterizedTest
    @FieldSource("MODELS")
    void whatIsSpoiltIsAnsweredAndWhatIsRefusedChangesNothing(String model) throws Exception {
        var random = new SplittableRandom(model.hashCode());
        var before = state();
        int refused = 0;
        for (int form = 0; form < SPOILT_FORMS; form++) {
            var body = spoilt(body(model), random);
            var after = answered(model, body).statusCode() < 400 ? state() : unchanged(before);
            refused += after.equals(before) ? 1 : 0;
            before = after;
        }
        assertThat(refused).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"and", "or"})
    void filterOfTenThousandConditionsIsAnswered(String word) throws Exception {
        var conditions = "{\"=\": {\"id\": \"host\"}},".repeat(10_000) + "{\"=\": {\"id\": \"x\"}}";
        var filter = "{\"%s\": [%s]}".formatted(word, conditions);
        answered("POST /v1/search/resource/kind", bytes(filter));
    }

    @Test
    void filterOfTenThousandValuesIsAnswered() throws Exception {
        var values = "\"x\", ".repeat(10_000) + "\"host\"";
        var filter = "{\"in\": {\"project_id\": [%s]}}".formatted(values);
        answered("POST /v1/search/resource/kind", bytes(filter));
    }

    @Test
    void patternsThatTakeForeverAreNotTriedForever() throws Exception {
        var stars = "*a".repeat(120) + "b";
        answered(
                "POST /v1/archive_policy_rule",
                bytes(
                        ("{\"name\": \"stars\", \"metric_pattern\": \"%s\","
                                        + " \"archive_policy_name\": \"p\"}")
                                .formatted(stars)));
        var name = "a".repeat(250);
        answered(
                "POST /v1/resource/kind",
                bytes(
                        "{\"id\": \"long\", \"a\": \"%1$s\", \"metrics\": {\"%1$s\": {}}}"
                                .formatted(name)));
        for (var pattern : List.of("%_".repeat(120) + "b", "%a".repeat(120) + "b")) {
            answered(
                    "POST /v1/search/resource/kind",
                    bytes("{\"like\": {\"a\": \"%s\"}}".formatted(pattern)));
        }
        answered(
                "POST /v1/aggregates",
                bytes(
                        ("{\"operations\": \"(metric %s mean)\", \"search\": {},"
                                        + " \"resource_type\": \"kind\"}")
                                .formatted(stars)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metric?limit=99999999999999999999",
                "metric?limit=-1",
                "metric?marker=%00",
                "metric?sort=;drop",
                "metric?name=%F0%28%8C%28",
                "metric?status=nonsense",
                "resource/kind?marker=nonsense",
                "resource/kind?attrs=%00",
                "resource/kind?sort=a:desc-nullslast:first",
                "resource/kind/%00",
                "resource/kind/%2e%2e%2f",
                "resource/kind/host?history=%ff",
                "resource/%00",
                "resource_type/%00",
                "archive_policy/%00",
                "archive_policy_rule/%00",
                "metric/%00",
                "resource/kind/host/metric/%00/measures",
                "resource/kind/host/metric/cpu/measures?start=1e400",
                "resource/kind/host/metric/cpu/measures?start=-99999999999999999999",
                "resource/kind/host/metric/cpu/measures?stop=%00",
                "resource/kind/host/metric/cpu/measures?granularity=1e-400",
                "resource/kind/host/metric/cpu/measures?resample=1e300&granularity=1",
                "resource/kind/host/metric/cpu/measures?aggregation=%00",
                "resource/kind/host/metric/cpu/measures?aggregation=0pct",
                "aggregation/metric?metric=" + METRIC + "&needed_overlap=1e400",
                "aggregation/resource/kind/metric/cpu?groupby=%00",
                "search/metric?metric_id=%00"
            })
    void hostileQueryIsAnswered(String path) throws Exception {
        assertThat(answered("GET /v1/" + path, new byte[0]).statusCode()).isNotEqualTo(201);
    }

    /// An answer below 500, in time, that tells a refusal as all are told.
    private HttpResponse<String> answered(String model, byte[] body) throws Exception {
        var began = System.nanoTime();
        var response = send(model, body);
        var took = Duration.ofNanos(System.nanoTime() - began);
        var what = "%s with %s: %s".formatted(model, shown(body), response.body());
        assertThat(response.statusCode()).as(what).isLessThan(500);
        assertThat(took).as(what).isLessThan(PATIENCE);
        if (response.statusCode() >= 400) {
            assertThat(response.headers().firstValue("Content-Type"))
                    .as(what)
                    .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
            assertThat(response.body())
                    .as(what)
                    .contains("\"code\": " + response.statusCode())
                    .contains("\"title\": ", "\"description\": ", "\"request_id\": ");
        }
        return response;
    }

    private static String shown(byte[] body) {
        var text = new String(body, ISO_8859_1);
        return text.length() > 300 ? text.substring(0, 300) + "…" : text;
    }

    private List<String> unchanged(List<String> before) throws Exception {
        var after = state();
        assertThat(after).isEqualTo(before);
        return after;
    }

    private List<String> state() throws Exception {
        var state = new ArrayList<String>();
        for (var view : VIEWS) {
            var isSearch = view.contains("/search/");
            var response = send((isSearch ? "POST " : "GET ") + view, bytes(isSearch ? "{}" : ""));
            assertThat(response.statusCode()).as(view).isEqualTo(200);
            state.add(response.body());
        }
        return state;
    }

    private static byte[] body(String model) {
        return bytes(model.split(" ", 3)[2]);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /// The text with one of its values replaced, one piece doubled or gone, its end cut off, or
    /// with bytes in it that are not a text.
    private static byte[] spoilt(byte[] right, SplittableRandom random) {
        var body = new String(right, UTF_8);
        int at = random.nextInt(body.length());
        int end = Math.min(body.length(), at + 1 + random.nextInt(12));
        return switch (random.nextInt(6)) {
            case 0 -> bytes(body.substring(0, at));
            case 1 -> bytes(body.substring(0, end) + body.substring(at));
            case 2 -> bytes(body.substring(0, at) + body.substring(end));
            case 3 -> {
                var bytes = bytes(body);
                bytes[at] = (byte) random.nextInt(256);
                yield bytes;
            }
            default -> bytes(poisoned(body, random));
        };
    }

    private static String poisoned(String body, SplittableRandom random) {
        var values = Pattern.compile("\"[^\"]*\"|-?\\d[\\d.]*|true|false");
        var places = values.matcher(body).results().toList();
        var place = places.get(random.nextInt(places.size()));
        var poison = POISON.get(random.nextInt(POISON.size()));
        return body.substring(0, place.start()) + poison + body.substring(place.end());
    }

    private HttpResponse<String> send(String model, byte[] body)
            throws IOException, InterruptedException {
        var words = model.split(" ", 3);
        var request =
                java.net.http.HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + server.port() + words[1]))
                        .timeout(Duration.ofSeconds(30))
                        .header("Authorization", "Basic YWRtaW46")
                        .header("Accept", "application/json")
                        .header("Content-Type", contentType(words[0], words[1]))
                        .method(words[0], BodyPublishers.ofByteArray(body))
                        .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private static String contentType(String method, String path) {
        if (path.contains("/influxdb/")) {
            return "text/plain";
        }
        boolean patch = method.equals("PATCH") && path.contains("/resource_type/");
        return patch ? "application/json-patch+json" : "application/json";
    }
}
