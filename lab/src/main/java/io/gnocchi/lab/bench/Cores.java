package io.gnocchi.lab.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// What `ci/cores` calls: `measure URL PID FILE` for each number of cores a server got, then
/// `report NAME=FILE..`.
public final class Cores {
    private static final int METRICS = 1_000;
    private static final int MANY = 100;
    private static final int CLIENTS = 4;
    private static final int CALLS_OF_MANY = 16;
    private static final int CALLS_OF_ONE = 400;

    private Cores() {}

    public static void main(String[] arguments) throws IOException {
        var rest = List.of(arguments).subList(1, arguments.length);
        switch (arguments[0]) {
            case "measure" ->
                    measure(rest.get(0), Long.parseLong(rest.get(1)), Path.of(rest.get(2)));
            case "report" -> report(rest);
            default -> throw new IllegalArgumentException("measure or report");
        }
    }

    private static void measure(String url, long process, Path file) throws IOException {
        var subject = new Subject("cores", url, List.of(process), List.of());
        var workloads = new Workloads(subject, Pace.of(Map.of()));
        var ids = workloads.create(METRICS, "low");
        var figures = new LinkedHashMap<String, Figure>();
        for (boolean counted : new boolean[] {false, true}) {
            figures.put(
                    "%d points a metric".formatted(MANY), posted(workloads, subject, ids, MANY));
            figures.put("1 point a metric", posted(workloads, subject, ids, 1));
            System.err.println(counted ? "measured" : "warm");
        }
        Figures.write(file, figures);
    }

    private static Figure posted(Workloads workloads, Subject subject, List<String> ids, int points)
            throws IOException {
        int count = points == 1 ? CALLS_OF_ONE : CALLS_OF_MANY;
        var calls =
                IntStream.range(0, count)
                        .mapToObj(i -> workloads.batch(ids, i * points, points))
                        .toList();
        return new Drive(subject, calls, CLIENTS, (long) METRICS * points).all();
    }

    /// @param servers `NAME=FILE`
    private static void report(List<String> servers) throws IOException {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (var server : servers) {
            var parts = server.split("=", 2);
            Figures.read(Path.of(parts[1]))
                    .forEach((workload, figure) ->
                            rows.computeIfAbsent(workload, _ -> new ArrayList<>())
                                    .add(
                                            "| %s | %s | %s | %s | %s ms |"
                                                    .formatted(
                                                            workload,
                                                            parts[0],
                                                            Report.number(figure.itemsPerSecond()),
                                                            Report.number(figure.cpuMicros()),
                                                            Report.number(figure.medianMillis()))));
        }
        System.out.printf(
                """
                # Cores

                Written by `make cores`: measures a second that `gnocchi-api` on files accepts in JSON batches of %,d metrics, on disk before the
                answer, from %d clients on the same machine (%d processors), bound to so many cores. Where the clients have no core of their
                own they take from the server's, so look at the CPU for a measure, too.

                | batches of | cores | measures/s | CPU µs a measure | median of a request |
                |---|---:|---:|---:|---:|
                """,
                METRICS, CLIENTS, Runtime.getRuntime().availableProcessors());
        rows.values().forEach(lines -> lines.forEach(System.out::println));
    }
}
