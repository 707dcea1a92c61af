package io.gnocchi.lab.bench;

import io.gnocchi.lab.bench.Subject.Call;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The same work for every server, from the same seed: first everything once at a small size, which
/// is not counted, then the sizes that are.
final class Workloads {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Pattern ID = Pattern.compile("\"id\": ?\"([0-9a-f-]{36})\"");
    private static final int DAY_POINTS = 1440;
    private static final String READ_POLICY = "bench";

    private final Subject subject;
    private final SplittableRandom random = new SplittableRandom(42);
    private final Map<String, Figure> figures = new LinkedHashMap<>();

    Workloads(Subject subject) {
        this.subject = subject;
    }

    /// @param scale 1 for the usual sizes
    /// @return by the name of the workload, in order
    static Map<String, Figure> run(Subject subject, double scale) throws IOException {
        var workloads = new Workloads(subject);
        workloads.createReadPolicy();
        workloads.runAll(Math.min(scale, 0.05));
        workloads.figures.clear();
        workloads.runAll(scale);
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

    private void runAll(double scale) throws IOException {
        int many = scaled(scale, 1_000);
        ingest(many, scaled(scale, 100));
        singles(scaled(scale, 400));
        reads(scaled(scale, 100), scaled(scale, 200), scaled(scale, 20));
        search(scaled(scale, 500), scaled(scale, 200));
    }

    private static int scaled(double scale, int usual) {
        return Math.max(2, (int) (usual * scale));
    }

    private void ingest(int metrics, int points) throws IOException {
        var ids = create(metrics, "low");
        var calls =
                IntStream.range(0, 4).mapToObj(part -> batch(ids, part * points, points)).toList();
        long measures = 4L * metrics * points;
        note("ingest, %d metrics x %d points".formatted(metrics, points));
        var accepted = Drive.run(subject, calls, 2, measures);
        figures.put("accept, JSON batch of many points (measures)", accepted);
        figures.put("fold, many points a metric (measures)", Folding.await(subject, measures));
        var one = IntStream.range(0, 4).mapToObj(part -> batch(ids, 100_000 + part, 1)).toList();
        figures.put(
                "accept, JSON batch of one point a metric (measures)",
                Drive.run(subject, one, 2, 4L * metrics));
        figures.put("fold, one point a metric (measures)", Folding.await(subject, 4L * metrics));
    }

    private void singles(int requests) throws IOException {
        note("single posts");
        var ids = create(20, "low");
        var calls = new ArrayList<Call>();
        for (int i = 0; i < requests; i++) {
            var path = "/v1/metric/" + ids.get(i % ids.size()) + "/measures";
            calls.add(Call.post(path, measures(i, 1)));
        }
        figures.put(
                "accept, one measure a request, 16 clients (measures)",
                Drive.run(subject, calls, 16, requests));
        var _ = Folding.await(subject, requests);
    }

    private void reads(int metrics, int gets, int aggregates) throws IOException {
        note("reads");
        var ids = create(metrics, READ_POLICY);
        for (int from = 0; from < ids.size(); from += 20) {
            var some = ids.subList(from, Math.min(from + 20, ids.size()));
            var _ = subject.send(batch(some, 0, DAY_POINTS));
        }
        var _ = Folding.await(subject, metrics);
        var calls = new ArrayList<Call>();
        for (int i = 0; i < gets; i++) {
            calls.add(Call.get("/v1/metric/" + ids.get(i % ids.size()) + "/measures"));
        }
        figures.put("read one metric, 1,440 points (requests)", Drive.run(subject, calls, 2, gets));
        var operations =
                ids.stream()
                        .map("(%s mean)"::formatted)
                        .collect(Collectors.joining(" ", "(aggregate mean (metric ", "))"));
        var call = Call.post("/v1/aggregates", "{\"operations\": \"" + operations + "\"}");
        figures.put(
                "aggregate %d metrics, 1,440 points each (requests)".formatted(metrics),
                Drive.run(
                        subject,
                        IntStream.range(0, aggregates).mapToObj(_ -> call).toList(),
                        2,
                        aggregates));
    }

    private void search(int count, int requests) throws IOException {
        note("resources");
        var creations = new ArrayList<Call>();
        for (int i = 0; i < count; i++) {
            var id = new UUID(random.nextLong(), random.nextLong());
            var project = "project-" + i % 50;
            creations.add(
                    Call.post(
                            "/v1/resource/generic",
                            "{\"id\": \"%s\", \"project_id\": \"%s\"}".formatted(id, project)));
        }
        figures.put("create a resource (requests)", Drive.run(subject, creations, 2, count));
        var searches = new ArrayList<Call>();
        for (int i = 0; i < requests; i++) {
            var filter = "{\"=\": {\"project_id\": \"project-%d\"}}".formatted(i % 50);
            searches.add(Call.post("/v1/search/resource/generic", filter));
        }
        figures.put(
                "search resources, one project of 50 (requests)",
                Drive.run(subject, searches, 2, requests));
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
