package io.gnocchi.lab.bench;

import io.gnocchi.lab.RequestAccount;
import io.gnocchi.lab.S3Requests;
import io.gnocchi.lab.growth.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What `ci/bench` calls: `measure --name N --url URL --processes PID,.. --folders PID,.. --into
/// FOLDER --workloads api|remote-write|bytes` once for each server, one of which runs at a time,
/// then `report --from FOLDER --out FOLDER --account-metrics 100000`. `measure` takes the options
/// of [Pace], too.
public final class SideBySide {
    private static final String VICTORIA = "victoria";

    /// Kinds of workloads.
    private static final String API = "api";

    private static final String REMOTE_WRITE = "remote-write";
    private static final String BYTES = "bytes";

    private static final double PUT_DOLLARS = 0.005 / 1_000;
    private static final double GET_DOLLARS = 0.0004 / 1_000;
    private static final int MINUTES_A_MONTH = 30 * 24 * 60;

    private final Map<String, String> options;
    private final Report report = new Report();

    private SideBySide(Map<String, String> options) {
        this.options = options;
    }

    public static void main(String[] arguments) throws IOException {
        var options = new HashMap<String, String>();
        for (int i = 1; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i], arguments[i + 1]);
        }
        var bench = new SideBySide(options);
        switch (arguments.length == 0 ? "" : arguments[0]) {
            case "measure" -> bench.measure();
            case "report" -> bench.report();
            default -> throw new IllegalArgumentException("measure or report");
        }
    }

    private String option(String name, String otherwise) {
        return options.getOrDefault(name, otherwise);
    }

    private void measure() throws IOException {
        var name = option("--name", "ours");
        var subject =
                new Subject(
                        name,
                        option("--url", "http://127.0.0.1:8041"),
                        processes("--processes"),
                        processes("--folders"));
        var workloads = option("--workloads", API);
        var figures =
                switch (workloads) {
                    case API -> Workloads.run(subject, Pace.of(options));
                    case REMOTE_WRITE ->
                            name.equals(VICTORIA)
                                    ? RemoteWrite.measure(subject, "/api/v1/write", false)
                                    : RemoteWrite.measure(subject, "/v1/prometheus/write", true);
                    case BYTES -> StoredBytes.measure(subject);
                    default -> throw new IllegalArgumentException("no workloads " + workloads);
                };
        Figures.write(file(Path.of(option("--into", ".")), name, workloads), figures);
    }

    private List<Long> processes(String option) {
        return Arrays.stream(option(option, "").split("[, \n]+"))
                .filter(text -> !text.isEmpty())
                .map(Long::valueOf)
                .toList();
    }

    private static Path file(Path folder, String name, String workloads) {
        return folder.resolve(name + "-" + workloads + ".tsv");
    }

    private void report() throws IOException {
        var from = Path.of(option("--from", "."));
        var ours = Figures.read(file(from, "ours", API));
        var original = Figures.read(file(from, "original", API));
        report.text("# Benchmarks");
        report.text(
                """
                Written by `make bench`, which anybody can run. The servers ran on the same machine (%d processors), one after the other, with the
                same load, from the same seed, on files and PostgreSQL (for remote write SQLite); what was acknowledged was on disk. Each line was driven for some seconds again and
                again until that took no less CPU than before twice in a row, which does not count, and then for %d that do. Nothing folds while accepting is measured,
                and folding begins when all is accepted (a worker looks once a second). A round of folding is of 5,000 metrics with one point each or 2,000 with
                many; for a server that is through with them in less than six seconds it is of more, up to 200,000 and 50,000. *CPU* is what a server's processes,
                PostgreSQL among them, used for one of what the line counts: unlike the time on the wall it hardly depends on what else the machine does, which is
                to run the clients, too.\
                """
                        .formatted(
                                Runtime.getRuntime().availableProcessors(),
                                Pace.of(options).measured().toSeconds()));
        report.text("## The API");
        if (!original.isEmpty()) {
            report.text("![how many times as much as the original](ratios.svg)");
        }
        report.compare(original, ours);
        prometheus(
                Figures.read(file(from, VICTORIA, REMOTE_WRITE)),
                Figures.read(file(from, "ours", REMOTE_WRITE)));
        sizes(Figures.read(file(from, VICTORIA, BYTES)));
        requests();
        memory();
        starts(from);
        report.write(Path.of(option("--out", "docs/benchmarks")));
    }

    private void prometheus(Map<String, Figure> victoria, Map<String, Figure> ours) {
        report.text("## Prometheus remote write");
        report.text(
                """
                The series are known already; four hosts write at once, each its own. VictoriaMetrics does not wait for the disk; ours is on it before the answer.
                The last columns are ours with all that comes after the answer, which begins when all is accepted: every aggregate computed and stored.\
                """);
        report.row(
                "a request",
                "VictoriaMetrics",
                "ours",
                "times",
                "VictoriaMetrics",
                "ours",
                "folded",
                "folded");
        report.row("---", "---:", "---:", "---:", "---:", "---:", "---:", "---:");
        for (var name : RemoteWrite.NAMES) {
            var theirs = victoria.get(name);
            var own = ours.get(name);
            var folded = ours.get(name + RemoteWrite.FOLDED);
            if (theirs != null && own != null && folded != null) {
                report.row(
                        name,
                        Report.number(theirs.itemsPerSecond()) + " samples/s",
                        Report.number(own.itemsPerSecond()) + " samples/s",
                        Report.number(own.itemsPerSecond() / theirs.itemsPerSecond()),
                        Report.number(theirs.cpuMicros()) + " µs CPU",
                        Report.number(own.cpuMicros()) + " µs CPU",
                        Report.number(folded.itemsPerSecond()) + " samples/s",
                        Report.number(folded.cpuMicros()) + " µs CPU");
            }
        }
        report.endTable();
    }

    private void sizes(Map<String, Figure> victoria) {
        report.text("## Bytes a value");
        report.text(
                """
                Of a segment, everything in it counted, for each value: a day of minutes. The six methods are `mean`, `min`, `max`, `sum`, `std` and
                `count`, of one point and of ten points a minute; `last` alone is what a store of raw samples would keep, and what VictoriaMetrics keeps of
                the same values is beside it, its index of series not counted.\
                """);
        report.row(
                "",
                "six methods, 1 point",
                "six methods, 10 points",
                "`last` alone",
                "VictoriaMetrics");
        report.row("---", "---:", "---:", "---:", "---:");
        var six = new String[] {"mean", "min", "max", "sum", "std", "count"};
        for (var shape : Shape.values()) {
            var kept = victoria.get(shape.text());
            report.row(
                    shape.text(),
                    Report.number(shape.bytesPerAggregate(1, six)),
                    Report.number(shape.bytesPerAggregate(10, six)),
                    Report.number(shape.bytesPerAggregate(1, "last")),
                    kept == null ? "" : Report.number(kept.cpuSeconds() / kept.items()));
        }
        report.endTable();
    }

    private void requests() {
        int metrics = accountedMetrics();
        int minutes = 5;
        report.text("## Requests to S3");
        report.text(
                """
                Of %,d metrics with one point a minute, one API node that flushes every second and one worker, on a simulated clock, in %d minutes.
                Requests grow with time and bytes, not with metrics. A month at $0.005 a thousand PUT and $0.0004 a thousand GET. The original,
                counted at s3proxy with the policy `high`, makes 18 PUT and 35 GET or HEAD for each metric and minute.\
                """
                        .formatted(metrics, minutes));
        report.row("policy", "PUT a minute", "GET a minute", "PUT per million measures", "a month");
        report.row("---", "---:", "---:", "---:", "---:");
        for (var policy : S3Requests.policies()) {
            var counts = RequestAccount.of(metrics, policy, minutes);
            double puts = counts.puts() / (double) minutes;
            double gets = counts.gets() / (double) minutes;
            double dollars = (puts * PUT_DOLLARS + gets * GET_DOLLARS) * MINUTES_A_MONTH;
            report.row(
                    policy.name(),
                    Report.number(puts),
                    Report.number(gets),
                    Report.number(puts / (metrics / 1e6)),
                    "$" + Report.number(dollars));
        }
        double original = metrics * (18 * PUT_DOLLARS + 35 * GET_DOLLARS) * MINUTES_A_MONTH;
        report.row(
                "original, `high`",
                Report.number(18.0 * metrics),
                Report.number(35.0 * metrics),
                Report.number(18e6),
                "$" + Report.number(original));
        report.endTable();
    }

    private void memory() throws IOException {
        int metrics = accountedMetrics();
        int minutes = 5;
        var policy = "medium";
        var memory = Memory.of(metrics, policy, minutes);
        report.text("## Memory");
        report.text(
                """
                What lives in the heap of each role when %,d metrics of the policy `%s` have had a point a minute for %d minutes, up to %,d MiB of objects and
                directories that it remembers among it: so a metric takes less the more there are ([growth](growth.md)).\
                """
                        .formatted(metrics, policy, minutes, Memory.CACHE_BYTES >> 20));
        report.row("", "MiB", "bytes a metric");
        report.row("---", "---:", "---:");
        row("API node", memory.apiBytes(), metrics);
        row("worker", memory.workerBytes(), metrics);
        report.endTable();
    }

    private void row(String role, long bytes, int metrics) {
        report.row(
                role,
                Report.number(bytes / (double) (1 << 20)),
                Report.number(bytes / (double) metrics));
    }

    private int accountedMetrics() {
        return Integer.parseInt(option("--account-metrics", "100000"));
    }

    private void starts(Path from) throws IOException {
        var starts = from.resolve("starts");
        var versions = from.resolve("versions");
        if (Files.exists(starts) && Files.exists(versions)) {
            report.text("## Start");
            report.text(
                    "`gnocchi-server` on an empty folder, to its first answer, in milliseconds: %s. `gnocchi-server --version`: %s."
                            .formatted(
                                    String.join(", ", Files.readAllLines(starts)),
                                    String.join(", ", Files.readAllLines(versions))));
        }
    }
}
