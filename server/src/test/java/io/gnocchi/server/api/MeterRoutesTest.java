package io.gnocchi.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.server.access.Access;
import io.gnocchi.server.access.BasicAuthentication;
import io.gnocchi.server.meters.Exposition;
import io.gnocchi.server.meters.Meters;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What `/metrics` tells of requests that were made.
class MeterRoutesTest {
    private static final String METRIC = "5a301761-dddd-46e2-8900-8b4f6fe6675a";
    private static final String LINES =
            "cpu,host=secret_host idle=1 5\ncpu,host=secret_host idle=2 6";

    private final HttpClient client = HttpClient.newHttpClient();
    private final MemoryServer server = new MemoryServer(0, 10, InstantSource.system());

    private long sent;

    MeterRoutesTest() throws Exception {
        post("influxdb/query?q=CREATE%20DATABASE%20telegraf", "");
        post("archive_policy", "{\"name\": \"low\", \"definition\": [{\"granularity\": 60}]}");
        post(
                "archive_policy_rule",
                "{\"name\": \"all\", \"metric_pattern\": \"*\", \"archive_policy_name\": \"low\"}");
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private HttpResponse<String> send(MemoryServer to, HttpRequest.Builder request, String path)
            throws Exception {
        var uri = URI.create("http://127.0.0.1:%d/%s".formatted(to.port(), path));
        sent++;
        return client.send(request.uri(uri).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return post(path, "application/json", body);
    }

    private HttpResponse<String> post(String path, String type, String body) throws Exception {
        var request =
                HttpRequest.newBuilder()
                        .header("Authorization", "Basic YWRtaW46")
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body));
        return send(server, request, "v1/" + path);
    }

    private String get(String path) throws Exception {
        var request = HttpRequest.newBuilder().header("Authorization", "Basic YWRtaW46");
        return send(server, request, path).body();
    }

    /// What is told once all that was asked is counted, which is after it was answered.
    private String toldText() throws Exception {
        var end = Instant.now().plusSeconds(20);
        String text;
        double counted;
        do {
            long before = sent;
            text = send(server, HttpRequest.newBuilder(), "metrics").body();
            counted = Exposition.parse(text).sum("gnocchi_http_requests_seconds_count") - before;
        } while (counted < 0 && Instant.now().isBefore(end));
        assertThat(counted).as("requests counted and not sent").isZero();
        return text;
    }

    private Exposition told() throws Exception {
        return Exposition.parse(toldText());
    }

    private static double requests(Exposition told, String method, String route, int status) {
        return told.of(
                "gnocchi_http_requests_seconds_count{method=\"%s\",route=\"%s\",status=\"%d\"}"
                        .formatted(method, route, status));
    }

    @Test
    void isToldToEverybodyInTheFormOfPrometheus() throws Exception {
        var answer = send(server, HttpRequest.newBuilder(), "metrics");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(Meters.CONTENT_TYPE);
        assertThat(Exposition.parse(answer.body()).types())
                .containsEntry("gnocchi_measures_accepted_total", "counter")
                .containsEntry("gnocchi_http_requests_seconds", "histogram");
    }

    @Test
    void everyMeasureThatIsAcknowledgedIsCounted() throws Exception {
        post("metric", "{\"archive_policy_name\": \"low\"}");
        var metric = get("v1/metric").replaceAll("(?s).*\"id\": \"([0-9a-f-]{36})\".*", "$1");
        for (int i = 0; i < 5; i++) {
            var measures = "[{\"timestamp\": 1, \"value\": 1}, {\"timestamp\": 2, \"value\": 2}]";
            assertThat(post("metric/" + metric + "/measures", measures).statusCode())
                    .isEqualTo(202);
        }
        get("v1/metric/" + metric + "/measures");

        var told = told();
        assertThat(told.of("gnocchi_measures_accepted_total{protocol=\"native\"}")).isEqualTo(10);
        assertThat(requests(told, "POST", "/v1/metric/{id}/measures", 202)).isEqualTo(5);
        assertThat(requests(told, "GET", "/v1/metric/{id}/measures", 200)).isEqualTo(1);
        assertThat(told.of("gnocchi_query_points_total")).isEqualTo(1);
        assertThat(told.of("gnocchi_cache_requests_total{cache=\"metrics_by_id\",result=\"hit\"}"))
                .isEqualTo(5);
    }

    @Test
    void whatIsRefusedIsCountedByReasonAndProtocol() throws Exception {
        post(
                "batch/metrics/measures",
                "{\""
                        + METRIC
                        + "\": [{\"timestamp\": 1, \"value\": 1}, {\"timestamp\": 2, \"value\":"
                        + " 1}]}");
        post(
                "batch/resources/metrics/measures",
                "{\"web\": {\"load\": [{\"timestamp\": 6, \"value\": 3}]}}");
        post("influxdb/write?db=telegraf", "text/plain", LINES);
        post("influxdb/write?db=telegraf", "text/plain", "garbage");

        var told = told();
        assertThat(told.of("gnocchi_measures_refused_total{protocol=\"native\",reason=\"unfit\"}"))
                .isEqualTo(3);
        assertThat(told.of("gnocchi_measures_accepted_total{protocol=\"influxdb\"}")).isEqualTo(2);
        assertThat(requests(told, "POST", "/v1/influxdb/write", 400)).isEqualTo(1);
    }

    @Test
    void nothingOfTenantsIsTold() throws Exception {
        post("influxdb/write?db=telegraf", "text/plain", LINES);
        get("v1/resource/telegraf/secret_host/metric/secret_metric/measures");
        get("secret_path/" + METRIC);

        assertThat(toldText())
                .contains("route=\"-\",status=\"404\"")
                .doesNotContain("secret", METRIC, "telegraf");
    }

    @Test
    void strangersFindNothingWhereOnlySomeMayLook() throws Exception {
        var elsewhere = List.of(AddressRange.parse("10.0.0.0/8"));
        var transport =
                new Transport(false, List.of(), Health.PLAIN, elsewhere, Duration.ofSeconds(30));
        var access = Access.byName(new BasicAuthentication());
        try (var closed = new MemoryServer(0, 10, InstantSource.system(), access, transport)) {
            assertThat(send(closed, HttpRequest.newBuilder(), "metrics").statusCode())
                    .isEqualTo(404);
        }
    }
}
