package io.gnocchi.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.model.Sacks;
import io.gnocchi.server.meters.Exposition;
import io.gnocchi.server.ops.UpgradeOptions;
import io.gnocchi.server.settings.Invocation;
import io.gnocchi.server.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a whole process on files and SQLite tells about itself.
@Timeout(60)
class WatchTest {
    private static final Pattern NAME =
            Pattern.compile("\\b(gnocchi|jvm|process|system)(_[a-z]+){2,}(?!\\.)");

    @TempDir private Path folder;
    @AutoClose private final HttpClient client = HttpClient.newHttpClient();

    private Program program(Lifetime lifetime) {
        var overrides =
                Map.of(
                        "api.port", "0",
                        "metricd.workers", "1",
                        "metricd.metric_processing_delay", "0.01",
                        "metricd.metrics_listen", "127.0.0.1:0",
                        "carbon.port", "0",
                        "carbon.metrics_listen", "127.0.0.1:0",
                        "api.otlp_endpoint", "http://127.0.0.1:9");
        var invocation = new Invocation(List.of(), List.of(), overrides, folder);
        return new Program(Settings.read(invocation, Map.of()), lifetime);
    }

    private void post(int port, int second) throws Exception {
        var lines = "cpu,host=web idle=1 %d\ncpu,host=web idle=2 60".formatted(second);
        assertThat(post(port, "write?db=telegraf&precision=s", lines)).isEqualTo(204);
    }

    private int post(int port, String path, String body) throws Exception {
        var request =
                HttpRequest.newBuilder(uri(port, "v1/influxdb/" + path))
                        .header("Authorization", "Basic YWRtaW46")
                        .POST(BodyPublishers.ofString(body))
                        .build();
        return client.send(request, BodyHandlers.ofString()).statusCode();
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:%d/%s".formatted(port, path));
    }

    private Exposition told(int port) throws Exception {
        var request = HttpRequest.newBuilder(uri(port, "metrics")).build();
        return Exposition.parse(client.send(request, BodyHandlers.ofString()).body());
    }

    @Test
    void whatIsPostedIsSeenWaitingAndThenFolded() throws Exception {
        try (var lifetime = new Lifetime()) {
            var program = program(lifetime);
            program.upgrade(UpgradeOptions.EVERYTHING, new Sacks(4));
            var doors = program.open();
            var inbox = program.startInbox(doors);
            int port = program.startApi(doors, inbox);
            program.daemons(doors, inbox).start(Settings.Daemon.CARBON);
            assertThat(post(port, "query?q=CREATE%20DATABASE%20telegraf", "")).isEqualTo(200);
            post(port, 1);
            post(port, 2);
            var waiting = told(port);
            program.metricd(doors).start();
            int listening = program.startTelling(doors);
            while (doors.manifest().backlog().bundles() > 0
                    || told(listening).of("gnocchi_fold_measures_total") < 4) {
                Thread.sleep(Duration.ofMillis(20));
            }
            var folded = told(listening);

            assertThat(waiting.of("gnocchi_measures_accepted_total{protocol=\"influxdb\"}"))
                    .isEqualTo(4);
            assertThat(waiting.of("gnocchi_backlog_bundles")).isEqualTo(2);
            assertThat(waiting.of("gnocchi_backlog_batches")).isEqualTo(2);
            assertThat(waiting.of("gnocchi_backlog_oldest_seconds")).isBetween(0.0, 60.0);
            assertThat(waiting.of("gnocchi_store_requests_total{operation=\"put\"}")).isEqualTo(2);
            assertThat(waiting.of("gnocchi_index_connections_most{pool=\"writers\"}")).isEqualTo(1);
            assertThat(folded.of("gnocchi_fold_seconds_count")).isPositive();
            assertThat(folded.of("gnocchi_fold_measures_total")).isEqualTo(4);
            assertThat(folded.of("gnocchi_fold_bytes_total")).isPositive();
            assertThat(folded.of("gnocchi_store_dollars_total")).isZero();
            assertThat(named("monitoring.md", "grafana.json"))
                    .contains("gnocchi_fold_seconds_sum")
                    .allMatch(name ->
                            folded.samples().keySet().stream()
                                    .anyMatch(sample -> sample.startsWith(name)));
        }
    }

    @Test
    void daemonThatRunsAloneTellsOfItself() throws Exception {
        try (var lifetime = new Lifetime()) {
            var program = program(lifetime);
            program.upgrade(UpgradeOptions.EVERYTHING, new Sacks(4));
            var doors = program.open();
            program.daemons(doors, program.startInbox(doors)).start(Settings.Daemon.CARBON);
            var told = told(program.startTelling(doors, Settings.Daemon.CARBON));

            assertThat(program.startTelling(doors, Settings.Daemon.STATSD)).isZero();
            assertThat(told.of("gnocchi_daemon_refused_total{protocol=\"carbon\"}")).isZero();
            assertThat(told.of("gnocchi_manifest_reachable")).isEqualTo(1);
        }
    }

    /// What documents say that is told.
    private static Set<String> named(String... documents) throws IOException {
        var folder = Path.of(System.getProperty("project.root"), "docs/operating");
        var names = new TreeSet<String>();
        for (var document : documents) {
            NAME.matcher(Files.readString(folder.resolve(document)))
                    .results()
                    .forEach(match -> names.add(match.group()));
        }
        return names;
    }
}
