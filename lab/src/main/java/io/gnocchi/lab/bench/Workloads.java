package io.gnocchi.lab.bench;

import io.gnocchi.lab.bench.Subject.Call;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The same work for every server, from the same seed. Each workload is driven for a while that is
/// not counted, then for a while that is: a server is meant to run for months, and what it needs to
/// get going is told by its start.
final class Workloads {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Pattern ID = Pattern.compile("\"id\": ?\"([0-9a-f-]{36})\"");
    private static final int DAY_POINTS = 1440;
    private static final String READ_POLICY = "bench";
    private static final String POLICY = "low";

    private static final int CLIENTS = 2;
    private static final int MANY_CLIENTS = 16;

    /// Measures in the bodies that are kept ready.
    private static final int PREPARED = 4_000_000;

    private static final int READ_METRICS = 100;
    private static final int RESOURCES = 500;
    private static final int PROJECTS = 50;

    /// Metrics of a round of folding, with many points each and with one.
    private static final int FEWEST_DENSE = 2_000;

    private static final int MOST_DENSE = 10_000;
    private static final int FEWEST_SPARSE = 5_000;
    private static final int MOST_SPARSE = 30_000;

    /// How long a round of folding should take, all in all.
    private static final Duration BUSY = Duration.ofSeconds(6);

    private final Subject subject;
    private final Pace pace;
    private final SplittableRandom random;
    private final Map<String, Figure> figures = new LinkedHashMap<>();

    Workloads(Subject subject, Pace pace) {
        this.subject = subject;
        this.pace = pace;
        this.random = new SplittableRandom(pace.seed());
    }

    /// @return by the name of the workload, in order
    static Map<String, Figure> run(Subject subject, Pace pace) throws IOException {
        var workloads = new Workloads(subject, pace);
        workloads.createReadPolicy();
        workloads.accept();
        workloads.fold();
        workloads.reads();
        workloads.search();
        return workloads.figures;
    }

    private void createReadPolicy() throws IOException {
        var _ =
                subject.send(
                        Call.post(
                                "/v1/archive_policy",
                                """
                                {"name": "%s", "aggregation_methods": ["mean", "max"],
                                 "definition": [{"granularity": "1 minute", "timespan": "2 days"}]}
                                """
                                        .formatted(READ_POLICY)));
    }

    private void accept() throws IOException {
        subject.holdFolding();
        accept("accept, JSON batch of many points (measures)", pace.points());
        accept("accept, JSON batch of one point a metric (measures)", 1);
        var ids = create(20, POLICY);
        var calls =
                IntStream.range(0, 100_000)
                        .mapToObj(i -> single(ids.get(i % ids.size()), i))
                        .toList();
        measure(
                "accept, one measure a request, %d clients (measures)".formatted(MANY_CLIENTS),
                calls,
                MANY_CLIENTS,
                1);
        subject.letFold();
        var _ = Folding.await(subject, 1);
        Folding.awaitRest(subject);
    }

    private void accept(String name, int points) throws IOException {
        var ids = create(pace.metrics(), POLICY);
        int items = ids.size() * points;
        var calls =
                IntStream.range(0, PREPARED / items)
                        .mapToObj(part -> batch(ids, part * points, points))
                        .toList();
        measure(name, calls, CLIENTS, items);
    }

    private void fold() throws IOException {
        fold("fold, many points a metric (measures)", FEWEST_DENSE, MOST_DENSE, pace.points());
        fold("fold, one point a metric (measures)", FEWEST_SPARSE, MOST_SPARSE, 1);
    }

    /// Rounds of one batch for each group of metrics, all of which is there when folding begins.
    ///
    /// @param fewest metrics of a round; more when that keeps a server busy for too short a time to
    ///   tell its pace from that of its looking for work
    private void fold(String name, int fewest, int most, int points) throws IOException {
        if (!pace.wants(name)) {
            return;
        }
        note(name);
        var groups = new ArrayList<List<String>>();
        create(groups, fewest);
        var first = rounds(groups, points, 0, pace.warmUp());
        double seconds = first.figure().wallSeconds() / first.round();
        create(groups, (int) Math.min(most, fewest * BUSY.toSeconds() / seconds));
        var second = rounds(groups, points, first.round(), Duration.ZERO);
        figures.put(name, rounds(groups, points, second.round(), pace.measured()).figure());
    }

    /// Makes groups until they have so many metrics.
    private void create(List<List<String>> groups, int metrics) throws IOException {
        while (groups.size() * pace.metrics() < metrics) {
            groups.add(create(pace.metrics(), POLICY));
        }
    }

    /// @param round the number of the next
    private record Rounds(int round, Figure figure) {}

    /// One round at least, and more while there is time.
    private Rounds rounds(List<List<String>> groups, int points, int first, Duration time)
            throws IOException {
        var all = new Figure(0, 0, 0, 0);
        int round = first;
        do {
            subject.holdFolding();
            long measures = 0;
            for (var ids : groups) {
                var _ = subject.send(batch(ids, round * points, points));
                measures += (long) ids.size() * points;
            }
            subject.letFold();
            var one = Folding.await(subject, measures);
            all =
                    new Figure(
                            all.items() + measures,
                            all.wallSeconds() + one.wallSeconds(),
                            0,
                            all.cpuSeconds() + one.cpuSeconds());
            round++;
        } while (all.wallSeconds() < time.toSeconds());
        return new Rounds(round, all);
    }

    private void reads() throws IOException {
        var ids = create(READ_METRICS, READ_POLICY);
        for (int from = 0; from < ids.size(); from += 20) {
            var some = ids.subList(from, Math.min(from + 20, ids.size()));
            var _ = subject.send(batch(some, 0, DAY_POINTS));
        }
        var _ = Folding.await(subject, ids.size());
        Folding.awaitRest(subject);
        measure(
                "read one metric, 1,440 points (requests)",
                repeated(
                        ids.stream()
                                .map(id -> Call.get("/v1/metric/" + id + "/measures"))
                                .toList()),
                CLIENTS,
                1);
        var operations =
                ids.stream()
                        .map("(%s mean)"::formatted)
                        .collect(Collectors.joining(" ", "(aggregate mean (metric ", "))"));
        measure(
                "aggregate %d metrics, 1,440 points each (requests)".formatted(ids.size()),
                repeated(
                        List.of(
                                Call.post(
                                        "/v1/aggregates",
                                        "{\"operations\": \"" + operations + "\"}"))),
                CLIENTS,
                1);
    }

    /// The first resources are made to warm up, in other projects.
    private void search() throws IOException {
        var creation = "create a resource (requests)";
        var search = "search resources, one project of %d (requests)".formatted(PROJECTS);
        if (!pace.wants(creation) && !pace.wants(search)) {
            return;
        }
        note(creation);
        var _ = Drive.run(subject, resources("other"), CLIENTS, 1);
        figures.put(creation, Drive.run(subject, resources("project"), CLIENTS, 1));
        measure(
                search,
                repeated(
                        IntStream.range(0, PROJECTS)
                                .mapToObj("{\"=\": {\"project_id\": \"project-%d\"}}"::formatted)
                                .map(filter -> Call.post("/v1/search/resource/generic", filter))
                                .toList()),
                CLIENTS,
                1);
    }

    private List<Call> resources(String project) {
        return IntStream.range(0, RESOURCES)
                .mapToObj(i ->
                        Call.post(
                                "/v1/resource/generic",
                                "{\"id\": \"%s\", \"project_id\": \"%s-%d\"}"
                                        .formatted(
                                                new UUID(random.nextLong(), random.nextLong()),
                                                project,
                                                i % PROJECTS)))
                .toList();
    }

    /// Drives the server with these, once for nothing and once for the figure.
    ///
    /// @param items a call counts for
    private void measure(String name, List<Call> calls, int clients, long items)
            throws IOException {
        if (!pace.wants(name)) {
            return;
        }
        note(name);
        var warmUp = Drive.run(subject, calls, clients, 1, pace.warmUp());
        // What is left; a server that took a great part of all already gets them from the start.
        int done = (int) warmUp.items();
        var rest = calls.subList(done < calls.size() / 2 ? done : 0, calls.size());
        figures.put(name, Drive.run(subject, rest, clients, items, pace.measured()));
    }

    private static List<Call> repeated(List<Call> calls) {
        return Collections.nCopies(100_000 / calls.size(), calls).stream()
                .flatMap(List::stream)
                .toList();
    }

    private Call single(String id, int minute) {
        return Call.post("/v1/metric/" + id + "/measures", measures(minute, 1));
    }

    /// Ids of new metrics.
    List<String> create(int count, String policy) throws IOException {
        var ids = new ArrayList<String>();
        var call = Call.post("/v1/metric", "{\"archive_policy_name\": \"" + policy + "\"}");
        for (int i = 0; i < count; i++) {
            var found = ID.matcher(subject.send(call));
            if (!found.find()) {
                throw new IOException("a metric without an id");
            }
            ids.add(found.group(1));
        }
        return ids;
    }

    /// A batch with points of all these metrics, a minute apart.
    ///
    /// @param first minute
    Call batch(List<String> ids, int first, int points) {
        var json =
                ids.stream()
                        .map(id -> "\"" + id + "\": " + measures(first, points))
                        .collect(Collectors.joining(", ", "{", "}"));
        return Call.post("/v1/batch/metrics/measures", json);
    }

    private String measures(int first, int points) {
        var json = new StringBuilder("[");
        for (int i = 0; i < points; i++) {
            json.append(i == 0 ? "" : ", ")
                    .append("{\"timestamp\": \"")
                    .append(START.plusSeconds(60L * (first + i)).toString(), 0, 19)
                    .append("\", \"value\": ")
                    .append(random.nextInt(1_000_000) / 1000.0)
                    .append('}');
        }
        return json.append(']').toString();
    }

    private void note(String what) {
        System.err.printf("[%s] %s%n", subject.name(), what);
    }
}
