package io.gnocchi.server.meters;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.manifest.MemoryManifest;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.store.StoreCounts;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class MetersTest {
    @AutoClose private final Meters meters = new Meters();

    private double told(String sample) {
        return Exposition.parse(meters.text()).of(sample);
    }

    @Test
    void countsAreAskedWhenSomebodyLooks() {
        var count = new AtomicLong();
        meters.count("gnocchi.things", "Things", count::get, "kind", "odd");

        count.set(7);
        assertThat(told("gnocchi_things_total{kind=\"odd\"}")).isEqualTo(7);
        count.set(9);
        assertThat(told("gnocchi_things_total{kind=\"odd\"}")).isEqualTo(9);
    }

    @Test
    void durationsAreAHistogram() {
        var requests = new RequestMeters(meters, new RecentRate(Instant::now));
        requests.begin();
        requests.end("GET", "/v1/metric/{id}", 200, Duration.ofMillis(30).toNanos());
        requests.begin();
        requests.end("GET", "/v1/metric/{id}", 200, Duration.ofMillis(300).toNanos());
        requests.begin();

        var labels = "method=\"GET\",route=\"/v1/metric/{id}\",status=\"200\"";
        assertThat(told("gnocchi_http_requests_seconds_count{" + labels + "}")).isEqualTo(2);
        assertThat(told("gnocchi_http_requests_seconds_sum{" + labels + "}")).isEqualTo(0.33);
        assertThat(told("gnocchi_http_requests_seconds_bucket{" + labels + ",le=\"0.05\"}"))
                .isEqualTo(1);
        assertThat(told("gnocchi_http_requests_seconds_bucket{" + labels + ",le=\"+Inf\"}"))
                .isEqualTo(2);
        assertThat(told("gnocchi_http_requests_active")).isEqualTo(1);
    }

    @Test
    void requestsToAStoreThatSendsBillsHaveTheirPrice() {
        var million = new StoreCounts(1_000_000, 5, 1_000_000, 6, 0, 1_000_000, 0);
        StoreMeters.tell(meters, () -> million, true);

        assertThat(told("gnocchi_store_dollars_total")).isEqualTo(5.0 + 0.4);
        assertThat(told("gnocchi_store_requests_total{operation=\"put\"}")).isEqualTo(1e6);
        assertThat(told("gnocchi_store_bytes_total{operation=\"get\"}")).isEqualTo(6);
    }

    @Test
    void filesCostNothing() {
        StoreMeters.tell(meters, () -> new StoreCounts(9, 9, 9, 9, 9, 9, 9), false);

        assertThat(told("gnocchi_store_dollars_total")).isZero();
    }

    @Test
    void theMachineIsTold() {
        var told = Exposition.parse(meters.text());

        assertThat(told.of("jvm_threads_live_threads")).isPositive();
        assertThat(told.samples().keySet())
                .anyMatch(name -> name.startsWith("jvm_memory_used_bytes{area=\"heap\""))
                .anyMatch(name -> name.startsWith("jvm_gc_collection_seconds_count{gc="));
        assertThat(told.types()).containsEntry("process_uptime_seconds", "gauge");
    }

    @Test
    void sacksOfOwnWorkersAreToldApart() {
        var manifest = new MemoryManifest(new Sacks(6));
        var now = Instant.now();
        manifest.lease("mine", now, Duration.ofMinutes(1));
        manifest.lease("theirs", now, Duration.ofMinutes(1));
        manifest.lease("mine", now, Duration.ofMinutes(1));
        ClusterMeters.tell(meters, manifest, () -> now, Set.of("mine"));

        var told = Exposition.parse(meters.text());
        assertThat(told.of("gnocchi_manifest_reachable")).isEqualTo(1);
        assertThat(told.of("gnocchi_workers")).isEqualTo(2);
        assertThat(told.of("gnocchi_sacks")).isEqualTo(6);
        assertThat(told.of("gnocchi_sacks_own")).isEqualTo(3);
        assertThat(told.of("gnocchi_backlog_oldest_seconds")).isZero();
    }

    @Test
    void listenerAnswersOneThing() throws Exception {
        meters.gauge("gnocchi.thing", "A thing", () -> 3);
        try (var listener = MetersListener.start("127.0.0.1", 0, meters);
                var client = HttpClient.newHttpClient()) {
            var answer = get(client, listener.port(), "/metrics");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue(Meters.CONTENT_TYPE);
            assertThat(Exposition.parse(answer.body()).of("gnocchi_thing")).isEqualTo(3);
            assertThat(get(client, listener.port(), "/").statusCode()).isEqualTo(404);
            assertThat(get(client, listener.port(), "/metrics/x").statusCode()).isEqualTo(404);
        }
    }

    private static HttpResponse<String> get(HttpClient client, int port, String path)
            throws Exception {
        var uri = URI.create("http://127.0.0.1:%d%s".formatted(port, path));
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
