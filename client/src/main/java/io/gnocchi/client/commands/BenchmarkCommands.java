package io.gnocchi.client.commands;

import static io.gnocchi.client.arguments.Option.flag;
import static io.gnocchi.client.arguments.Option.value;

import io.gnocchi.client.api.Measure;
import io.gnocchi.client.api.Metric;
import io.gnocchi.client.api.MetricPath;
import io.gnocchi.client.api.MetricRequest;
import io.gnocchi.client.api.Point;
import io.gnocchi.client.arguments.Arguments;
import io.gnocchi.client.arguments.Option;
import io.gnocchi.client.arguments.Parameter;
import io.gnocchi.client.arguments.ValueType;
import io.gnocchi.client.commands.Command.Example;
import io.gnocchi.client.commands.Command.Shape;
import io.gnocchi.client.json.Json;
import io.gnocchi.client.output.Layout;
import io.gnocchi.client.output.Result;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `benchmark …`
final class BenchmarkCommands {
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final ValueType POSITIVE =
            new ValueType(
                    "int",
                    text -> ValueType.isWhole(text) && Long.parseLong(text.strip()) > 0,
                    text ->
                            text
                                    + (ValueType.isWhole(text)
                                            ? " must be greater than 0"
                                            : " must be an integer"));
    private static final Option WORKERS =
            value("--workers -w", "how many requests at a time (default: processors)").as(POSITIVE);

    private BenchmarkCommands() {}

    static List<Command> all() {
        var metric = Parameter.one("metric", "id of the metric, or its name with --resource-id");
        return List.of(
                new Command(
                        "benchmark metric create",
                        "Measure how fast metrics are created.",
                        Syntaxes.fields(
                                List.of(MetricCommands.RESOURCE),
                                List.of(
                                        MetricCommands.POLICY,
                                        WORKERS,
                                        count("how many metrics to create"),
                                        flag("--keep -k", "keep the metrics"))),
                        Shape.FIELDS,
                        List.of(
                                new Example(
                                        "benchmark metric create -n 1000 -w 8", "eight at a time")),
                        "",
                        BenchmarkCommands::createMetrics),
                new Command(
                        "benchmark metric show",
                        "Measure how fast metrics are shown.",
                        Syntaxes.fields(
                                List.of(MetricCommands.RESOURCE),
                                List.of(WORKERS, count("how often each is shown")),
                                Parameter.several("metric", "ids of metrics, or names")),
                        Shape.FIELDS,
                        List.of(
                                new Example(
                                        "benchmark metric show -n 1000 -r web1 cpu",
                                        "one of them")),
                        MetricCommands.KIND,
                        BenchmarkCommands::showMetrics),
                new Command(
                        "benchmark measures add",
                        "Measure how fast measures are taken.",
                        Syntaxes.fields(
                                List.of(MetricCommands.RESOURCE),
                                List.of(
                                        WORKERS,
                                        count("how many measures to send"),
                                        value("--batch -b", "how many in each request (default: 1)")
                                                .as(POSITIVE),
                                        value("--timestamp-start -s", "the first timestamp")
                                                .as(Dates.type()),
                                        value("--timestamp-end -e", "the last timestamp")
                                                .as(Dates.type()),
                                        flag("--wait", "wait until all are processed")),
                                metric),
                        Shape.FIELDS,
                        List.of(
                                new Example(
                                        "benchmark measures add -n 100000 -b 1000 -r web1 cpu",
                                        "a thousand in each request")),
                        MetricCommands.KIND,
                        BenchmarkCommands::addMeasures),
                new Command(
                        "benchmark measures show",
                        "Measure how fast measures are shown.",
                        Syntaxes.fieldsOfRows(
                                Stream.concat(
                                                MeasuresCommands.showing().stream(),
                                                Stream.of(
                                                        WORKERS, count("how often they are shown")))
                                        .toList(),
                                metric),
                        Shape.FIELDS,
                        List.of(new Example("benchmark measures show -n 500 -r web1 cpu", "")),
                        MetricCommands.KIND,
                        BenchmarkCommands::showMeasures));
    }

    private static Option count(String help) {
        return value("--count -n", help).as(POSITIVE).needed();
    }

    private static Race race(Session session, Arguments arguments) {
        Integer workers = arguments.whole("workers");
        return new Race(
                session, workers == null ? Runtime.getRuntime().availableProcessors() : workers);
    }

    private static int count(Arguments arguments) {
        return Integer.parseInt(arguments.needed("count").strip());
    }

    private static Result createMetrics(Session session, Arguments arguments, Layout layout) {
        String resource = arguments.text("resource-id");
        var request = new MetricRequest(null, arguments.text("archive-policy-name"), null);
        if (resource != null) {
            throw new FailureException("Metric name is required if resource_id is set");
        }
        var made = Collections.synchronizedList(new ArrayList<Metric>());
        var jobs =
                Collections.nCopies(
                        count(arguments),
                        (Runnable) () -> made.add(session.gnocchi().metrics().create(request)));
        var fields = race(session, arguments).run("create", jobs);
        if (!arguments.has("keep")) {
            var deletions = new ArrayList<Runnable>();
            for (Metric metric : List.copyOf(made)) {
                deletions.add(() -> session.gnocchi().metrics().delete(MetricPath.of(metric.id())));
            }
            fields.putAll(race(session, arguments).run("delete", deletions));
        }
        return new Result.Fields(fields);
    }

    private static Result showMetrics(Session session, Arguments arguments, Layout layout) {
        var jobs = new ArrayList<Runnable>();
        for (int i = 0; i < count(arguments); i++) {
            for (String metric : arguments.all("metric")) {
                MetricPath path = MetricCommands.path(arguments.text("resource-id"), metric);
                jobs.add(() -> session.gnocchi().metrics().get(path));
            }
        }
        return new Result.Fields(race(session, arguments).run("show", jobs));
    }

    private static Result showMeasures(Session session, Arguments arguments, Layout layout) {
        MetricPath path = MetricCommands.path(arguments);
        var query = MeasuresCommands.query(session, arguments);
        var last = Collections.synchronizedList(new ArrayList<List<Point>>());
        var jobs =
                Collections.nCopies(
                        count(arguments),
                        (Runnable)
                                () -> {
                                    List<Point> points =
                                            session.gnocchi().measures().of(path, query);
                                    if (last.isEmpty()) {
                                        last.add(points);
                                    }
                                });
        var fields = race(session, arguments).run("show", jobs);
        fields.put("measures per request", last.isEmpty() ? 0 : last.getFirst().size());
        return new Result.Fields(fields);
    }

    private static Result addMeasures(Session session, Arguments arguments, Layout layout) {
        int count = count(arguments);
        Integer asked = arguments.whole("batch");
        int batch = Math.min(asked == null ? 1 : asked, count);
        List<Measure> measures = invented(session, arguments, batch);
        MetricPath path = MetricCommands.path(arguments);
        var jobs =
                Collections.nCopies(
                        count / batch,
                        (Runnable) () -> session.gnocchi().measures().add(path, measures));
        Race race = race(session, arguments);
        Map<String, @Nullable Object> fields = race.run("push", jobs);
        fields.put("measures per request", batch);
        fields.put(
                "measures push speed",
                String.format(java.util.Locale.ROOT, "%.2f push/s", batch * race.speed()));
        if (arguments.has("wait")) {
            fields.put("extra wait to process measures", waited(session) + " seconds");
        }
        return new Result.Fields(fields);
    }

    private static List<Measure> invented(Session session, Arguments arguments, int batch) {
        Instant now = session.clock().instant();
        long start = second(arguments.text("timestamp-start"), now.minus(YEAR), session);
        long end = second(arguments.text("timestamp-end"), now, session);
        if (end <= start) {
            throw new FailureException("End timestamp must be after start timestamp");
        }
        if (end - start < batch) {
            throw new FailureException(
                    "The specified time range is not large enough for the number of points");
        }
        var chance = new Random();
        var measures = new ArrayList<Measure>();
        for (int i = 0; i < batch; i++) {
            Instant at = Instant.ofEpochSecond(start + (end - start) / batch * i);
            measures.add(new Measure(at, chance.nextLong(-(1L << 32), 1L << 32)));
        }
        return measures;
    }

    private static long second(@Nullable String text, Instant otherwise, Session session) {
        OffsetDateTime date = text == null ? null : Dates.read(text, session.zone());
        return date == null ? otherwise.getEpochSecond() : date.toEpochSecond();
    }

    private static double waited(Session session) {
        Instant began = session.clock().instant();
        while (backlog(session) > 0) {
            session.pause(BETWEEN_LOOKS);
        }
        return Duration.between(began, session.clock().instant()).toMillis() / 1000.0;
    }

    private static long backlog(Session session) {
        var storage = Json.object(session.gnocchi().server().status(false).get("storage"));
        return Json.object(storage.get("summary")).get("measures") instanceof Number waiting
                ? waiting.longValue()
                : 0;
    }
}
