package io.gnocchi.lab.ways;

import io.gnocchi.lab.net.Grpc;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/// `make ways-in`: how many measures a second are read and acknowledged by each protocol, in one
/// run against one server, beside the native batch.
///
/// Arguments: the server's address, the ports of Graphite's, statsd's and collectd's daemons, and
/// the resource of statsd; `--seconds N` for each way (10), `--clients N` at a time (4), `--points
/// N` of a metric in a request (10).
public final class WaysIn {
    private static final String USER = "Basic YWRtaW46";
    private static final int ROUNDS = 20;
    private static final int HOSTS = 100;
    private static final int METRICS = 10;
    private static final double WARM_SHARE = 0.3;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String address;
    private final int clients;
    private final int points;

    private WaysIn(String address, int clients, int points) {
        this.address = address;
        this.clients = clients;
        this.points = points;
    }

    public static void main(String[] arguments) throws Exception {
        var address = arguments[0];
        var daemons =
                DaemonWay.all(
                        Integer.parseInt(arguments[1]),
                        Integer.parseInt(arguments[2]),
                        arguments[4],
                        Integer.parseInt(arguments[3]));
        int seconds = 10;
        int clients = 4;
        int points = 10;
        for (int i = 5; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--seconds" -> seconds = Integer.parseInt(arguments[++i]);
                case "--clients" -> clients = Integer.parseInt(arguments[++i]);
                case "--points" -> points = Integer.parseInt(arguments[++i]);
                default -> {
                    System.err.println("options: --seconds N, --clients N, --points N");
                    System.exit(2);
                }
            }
        }
        new WaysIn(address, clients, points).run(seconds, daemons);
    }

    private void run(int seconds, DaemonWay[] daemons) throws Exception {
        prepare();
        System.out.printf(
                Locale.ROOT,
                "%d clients, %d hosts with %d metrics of %d points in a request%n",
                clients,
                HOSTS,
                METRICS,
                points);
        double first = 0;
        for (var way : Way.all()) {
            var bodies = bodies(way);
            post(way, bodies, WARM_SHARE * seconds);
            double rate = post(way, bodies, seconds);
            first = first == 0 ? rate : first;
            System.out.printf(
                    Locale.ROOT,
                    "%-20s %10.0f measures/s %6.2f of the first %8.1f bytes a measure%n",
                    way.name(),
                    rate,
                    rate / first,
                    bodies.getFirst().length / (double) (HOSTS * METRICS * points));
        }
        for (var way : daemons) {
            var bodies = bodies(way);
            var _ = send(way, 0, bodies, WARM_SHARE * seconds);
            var outcome = send(way, clients, bodies, seconds);
            System.out.printf(
                    Locale.ROOT,
                    "%-20s %10.0f measures/s %6.2f of the first %8.1f %% lost%n",
                    way.name(),
                    outcome.rate(),
                    outcome.rate() / first,
                    100 * outcome.lost());
        }
    }

    private List<byte[]> bodies(DaemonWay way) {
        return switch (way) {
            case DaemonWay.Lines lines -> {
                var measures = new Way.Measures("ways", HOSTS, METRICS, points);
                yield IntStream.range(0, ROUNDS)
                        .mapToObj(round -> lines.body(measures, round))
                        .toList();
            }
            case DaemonWay.Packets _ -> List.of();
        };
    }

    private DaemonRun.Outcome send(
            DaemonWay way, int firstSender, List<byte[]> bodies, double seconds) throws Exception {
        return new DaemonRun(client, address, way, firstSender, clients)
                .run(seconds, bodies, HOSTS * METRICS * points);
    }

    /// The database that is not made by itself, and the native resources. Everything has the policy
    /// that a fresh server has a rule for.
    private void prepare() throws Exception {
        ask("/v1/influxdb/query?q=create+database+ways_influx", "");
        for (int host = 0; host < HOSTS; host++) {
            var metrics = new ArrayList<String>();
            for (int metric = 0; metric < METRICS; metric++) {
                metrics.add("\"m%d\": {\"archive_policy_name\": \"low\"}".formatted(metric));
            }
            ask(
                    "/v1/resource/generic",
                    "{\"id\": \"%s%d\", \"metrics\": {%s}}"
                            .formatted(Way.all()[0].host(), host, String.join(", ", metrics)));
        }
    }

    private void ask(String path, String body) throws Exception {
        var request = request(path, "application/json").POST(BodyPublishers.ofString(body)).build();
        var answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(path + ": " + answer.body());
        }
    }

    private HttpRequest.Builder request(String path, String contentType) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .header("Authorization", USER)
                .header("Content-Type", contentType);
    }

    private List<byte[]> bodies(Way way) {
        var measures = new Way.Measures(way.host(), HOSTS, METRICS, points);
        var bodies = new ArrayList<byte[]>();
        for (int round = 0; round < ROUNDS; round++) {
            bodies.add(way.body(measures, round));
        }
        return bodies;
    }

    /// @return measures acknowledged in a second
    private double post(Way way, List<byte[]> bodies, double seconds) throws InterruptedException {
        var requests = new AtomicLong();
        long begun = System.nanoTime();
        long end = begun + (long) (seconds * 1e9);
        var threads = new ArrayList<Thread>();
        var failures = new ArrayList<String>();
        for (int i = 0; i < clients; i++) {
            int first = i;
            threads.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                try (var sender = sender(way)) {
                                    for (int next = first; System.nanoTime() < end; next++) {
                                        sender.post(bodies.get(next % bodies.size()));
                                        requests.incrementAndGet();
                                    }
                                } catch (IOException | IllegalStateException e) {
                                    synchronized (failures) {
                                        failures.add(e.toString());
                                    }
                                }
                            }));
        }
        for (var thread : threads) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException(way.name() + ": " + failures.getFirst());
        }
        return requests.get()
                * (double) (HOSTS * METRICS * points)
                * 1e9
                / (System.nanoTime() - begun);
    }

    /// Who posts one body after the other.
    private interface Poster extends AutoCloseable {
        /// @throws IOException when it was not acknowledged whole
        void post(byte[] body) throws IOException;

        @Override
        void close() throws IOException;
    }

    private Poster sender(Way way) throws IOException {
        return way.isGrpc() ? new GrpcPoster(new Grpc(port(), way.path(), USER)) : poster(way);
    }

    private int port() {
        return URI.create(address).getPort();
    }

    private record GrpcPoster(Grpc connection) implements Poster {
        @Override
        public void post(byte[] body) throws IOException {
            if (!connection.call(body)) {
                throw new IOException("a call of gRPC was not answered well");
            }
        }

        @Override
        public void close() throws IOException {
            connection.close();
        }
    }

    private Poster poster(Way way) {
        return new Poster() {
            @Override
            public void post(byte[] body) throws IOException {
                WaysIn.this.post(way, body);
            }

            @Override
            public void close() {}
        };
    }

    /// Who is told to come back does.
    private void post(Way way, byte[] body) throws IOException {
        var builder = request(way.path(), way.contentType());
        if (way.path().contains("prometheus")) {
            builder.header("Content-Encoding", "snappy");
        }
        var request = builder.POST(BodyPublishers.ofByteArray(body)).build();
        try {
            while (true) {
                var answer = client.send(request, BodyHandlers.ofString());
                if (answer.statusCode() != 429) {
                    if (answer.statusCode() != way.status() || isPartial(answer.body())) {
                        throw new IOException(answer.statusCode() + " " + answer.body());
                    }
                    return;
                }
                Thread.sleep(50);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static boolean isPartial(String body) {
        return body.contains("ejected") || body.contains("refused");
    }
}
