package io.gnocchi.lab.ways;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/// `make ways-in`: how many measures a second are read and acknowledged by each protocol, in one
/// run against one server, beside the native batch; and the processor time that the server takes
/// for one, which tells more on a machine that does other things, too.
///
/// Options: `--server`, `--process`, `--carbon`, `--statsd`, `--collectd`, `--amqp`,
/// `--import-server`, `--import-process`, `--command` and `--folder` say where all is; `--seconds
/// N` of processor time of the server for each way (5), `--clients N` at a time (4), `--points N`
/// of a metric in a request (10), `--only TEXT` for ways with it in their names, `--out FILE` for
/// the page.
public final class WaysIn {
    private static final int HOSTS = 100;
    private static final int METRICS = 10;
    private static final int WARM_IMPORTED_SECONDS = 1_500;
    private static final int IMPORTED_SECONDS = 500;

    private final Served server;
    private final int clients;
    private final double seconds;
    private final Page page;

    private WaysIn(Served server, int clients, double seconds, Page page) {
        this.server = server;
        this.clients = clients;
        this.seconds = seconds;
        this.page = page;
    }

    public static void main(String[] arguments) throws Exception {
        var options = Options.of(arguments);
        try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var server =
                    new Served(
                            client,
                            options.text("--server"),
                            Long.parseLong(options.text("--process")));
            int clients = options.number("--clients");
            double seconds = Double.parseDouble(options.text("--seconds"));
            int points = options.number("--points");
            var page = new Page(clients, HOSTS, METRICS, seconds);
            new WaysIn(server, clients, seconds, page).run(options, points);
            if (!options.text("--out").isEmpty()) {
                page.write(Path.of(options.text("--out")));
            }
        }
    }

    /// What was asked for.
    private record Options(Map<String, String> said) {
        static Options of(String[] arguments) {
            var said =
                    new HashMap<>(
                            Map.of(
                                    "--seconds", "5",
                                    "--clients", "4",
                                    "--points", "10",
                                    "--only", "",
                                    "--out", ""));
            for (int i = 0; i + 1 < arguments.length; i += 2) {
                said.put(arguments[i], arguments[i + 1]);
            }
            return new Options(said);
        }

        String text(String name) {
            return requireNonNull(said.get(name), name);
        }

        int number(String name) {
            return Integer.parseInt(text(name));
        }
    }

    private void run(Options options, int points) throws Exception {
        prepare();
        var only = options.text("--only").toLowerCase(Locale.ROOT);
        Predicate<String> wanted = name -> name.toLowerCase(Locale.ROOT).contains(only);
        var nativeWay = Way.all().getFirst();
        post(nativeWay, points, 4 * seconds);
        post(nativeWay, 1, seconds);
        for (var way : Way.all().stream().skip(1).toList()) {
            if (wanted.test(way.name())) {
                post(way, points, seconds);
            }
        }
        for (var way : DaemonWay.all(options::number)) {
            if (wanted.test(way.name())) {
                var run = new DaemonRun(server, way, 2);
                var _ = run.run(seconds);
                page.add(run.run(seconds));
            }
        }
        if (wanted.test("CSV")) {
            var importing =
                    new Served(
                            server.client(),
                            options.text("--import-server"),
                            options.number("--import-process"));
            importCsv(importing, options, WARM_IMPORTED_SECONDS);
            importCsv(importing, options, IMPORTED_SECONDS).forEach(page::add);
        }
    }

    private static List<Outcome> importCsv(Served into, Options options, int seconds)
            throws IOException, InterruptedException {
        var measures = new Way.Measures("imported", HOSTS, METRICS, seconds);
        var command = Path.of(options.text("--command"));
        return new ImportRun(into, command, Path.of(options.text("--folder")), measures).run();
    }

    private void post(Way way, int points, double warmSeconds) throws Exception {
        var measures = new Way.Measures(way.host(), HOSTS, METRICS, points);
        var run = new HttpRun(server, way, measures, clients);
        var _ = run.run(warmSeconds);
        page.add(run.run(seconds));
    }

    /// The databases that are not made by themselves, and the native resources. Everything has the
    /// policy that a fresh server has a rule for.
    private void prepare() throws Exception {
        ask("/v1/influxdb/query?q=create+database+ways_influx", "");
        ask("/v1/influxdb/query?q=create+database+ways_influx3", "");
        for (int host = 0; host < HOSTS; host++) {
            var metrics = new ArrayList<String>();
            for (int metric = 0; metric < METRICS; metric++) {
                metrics.add("\"m%d\": {\"archive_policy_name\": \"low\"}".formatted(metric));
            }
            ask(
                    "/v1/resource/generic",
                    "{\"id\": \"native%d\", \"metrics\": {%s}}"
                            .formatted(host, String.join(", ", metrics)));
        }
    }

    private void ask(String path, String body) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(server.address() + path))
                        .header("Authorization", HttpRun.USER)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build();
        var answer = server.client().send(request, BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(path + ": " + answer.body());
        }
    }
}
