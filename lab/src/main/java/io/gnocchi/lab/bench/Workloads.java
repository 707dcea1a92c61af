package io.gnocchi.lab.bench;

import io.gnocchi.lab.bench.Subject.Call;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The same work for every server, from the same seed. Each workload is driven until the server
/// does not get faster any more, which is not counted, then for a while that is: a server is meant
/// to run for months, and what it needs to get going is told by its start.
final class Workloads {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Pattern METRIC = Pattern.compile("\"m\\d+\": ?\"([0-9a-f-]{36})\"");
    private static final int DAY_POINTS = 1440;
    private static final String READ_POLICY = "bench";
    private static final String POLICY = "low";

    private static final int CLIENTS = 2;

    /// Who post one measure at a time.
    private static final List<Integer> MANY_CLIENTS = List.of(16, 64);

    /// Measures in the bodies that are kept ready.
    private static final int PREPARED = 4_000_000;

    private static final int READ_METRICS = 100;

    /// Metrics in a request that posts a day of each.
    private static final int DAYS_A_REQUEST = 20;

    private static final int GROUPED = 1_000;
    private static final int GROUPS = 20;
    private static final int RESOURCES = 500;
    private static final int PROJECTS = 50;

    /// Metrics of a round of folding, with many points each and with one.
    private static final int FEWEST_DENSE = 2_000;

    private static final int MOST_DENSE = 50_000;
    private static final int FEWEST_SPARSE = 5_000;
    private static final int MOST_SPARSE = 200_000;

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
        workloads.groups();
        return workloads.figures;
    }

    private void createReadPolicy() throws IOException {
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
        for (int clients : MANY_CLIENTS) {
            measure(
                    "accept, one measure a request, %d clients (measures)".formatted(clients),
                    calls,
                    clients,
                    1);
        }
        subject.letFold();
        var _ = Folding.await(subject, 1);
        Folding.awaitRest(subject);
    }

    private void accept(String name, int points) throws IOException {
        var ids = createGroup();
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

    private void fold(String name, int fewest, int most, int points) throws IOException {
        if (!pace.wants(name)) {
            return;
        }
        note(name);
        var rounds = new FoldRounds(subject, this, points, fewest, most);
        rounds.grow();
        Stretch.settle(() -> rounds.during(pace.warmUp()));
        figures.put(name, rounds.during(pace.measured()));
    }

    private void reads() throws IOException {
        var ids = create(READ_METRICS, READ_POLICY);
        for (int from = 0; from < ids.size(); from += DAYS_A_REQUEST) {
            var some = ids.subList(from, Math.min(from + DAYS_A_REQUEST, ids.size()));
            subject.send(batch(some, 0, DAY_POINTS));
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
        Stretch.settle(() -> new Drive(subject, resources("other"), CLIENTS, 1).all());
        figures.put(creation, new Drive(subject, resources("project"), CLIENTS, 1).all());
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

    /// Means over metrics of one name, by the project of their resources.
    private void groups() throws IOException {
        var name =
                "aggregate %,d metrics in %d groups, 1,440 points each (requests)"
                        .formatted(GROUPED, GROUPS);
        if (!pace.wants(name)) {
            return;
        }
        var ids =
                IntStream.range(0, GROUPED)
                        .mapToObj(_ -> new UUID(random.nextLong(), random.nextLong()))
                        .toList();
        for (int i = 0; i < GROUPED; i++) {
            subject.send(
                    Call.post(
                            "/v1/resource/generic",
                            """
                            {"id": "%s", "project_id": "group-%d",
                             "metrics": {"load": {"archive_policy_name": "%s"}}}
                            """
                                    .formatted(ids.get(i), i % GROUPS, READ_POLICY)));
        }
        for (int from = 0; from < GROUPED; from += DAYS_A_REQUEST) {
            var body =
                    ids.subList(from, from + DAYS_A_REQUEST).stream()
                            .map(id ->
                                    "\"%s\": {\"load\": %s}".formatted(id, measures(0, DAY_POINTS)))
                            .collect(Collectors.joining(", ", "{", "}"));
            subject.send(Call.post("/v1/batch/resources/metrics/measures", body));
        }
        var _ = Folding.await(subject, GROUPED);
        Folding.awaitRest(subject);
        measure(
                name,
                repeated(
                        List.of(
                                Call.post(
                                        "/v1/aggregates?groupby=project_id&granularity=60",
                                        """
                                        {"resource_type": "generic",
                                         "search": {"like": {"project_id": "group-%"}},
                                         "operations": "(aggregate mean (metric load mean))"}
                                        """))),
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
        var drive = new Drive(subject, calls, clients, items);
        Stretch.settle(() -> drive.during(pace.warmUp()));
        figures.put(name, drive.during(pace.measured()));
    }

    private static List<Call> repeated(List<Call> calls) {
        return Collections.nCopies(100_000 / calls.size(), calls).stream()
                .flatMap(List::stream)
                .toList();
    }

    private Call single(String id, int minute) {
        return Call.post("/v1/metric/" + id + "/measures", measures(minute, 1));
    }

    /// Ids of as many new metrics as a batch has.
    List<String> createGroup() throws IOException {
        return create(pace.metrics(), POLICY);
    }

    /// Ids of new metrics, all of one resource.
    List<String> create(int count, String policy) throws IOException {
        var metrics =
                IntStream.range(0, count)
                        .mapToObj(i ->
                                "\"m%d\": {\"archive_policy_name\": \"%s\"}".formatted(i, policy))
                        .collect(Collectors.joining(", "));
        var id = new UUID(random.nextLong(), random.nextLong());
        var made =
                subject.ask(
                        Call.post(
                                "/v1/resource/generic",
                                "{\"id\": \"%s\", \"metrics\": {%s}}".formatted(id, metrics)));
        var ids = METRIC.matcher(made).results().map(found -> found.group(1)).toList();
        if (ids.size() != count) {
            throw new IOException("%d of %d metrics".formatted(ids.size(), count));
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
