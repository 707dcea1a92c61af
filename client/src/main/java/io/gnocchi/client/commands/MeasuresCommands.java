package io.gnocchi.client.commands;

import static io.gnocchi.client.arguments.Option.flag;
import static io.gnocchi.client.arguments.Option.repeated;
import static io.gnocchi.client.arguments.Option.several;
import static io.gnocchi.client.arguments.Option.value;

import io.gnocchi.client.api.AggregateGroup;
import io.gnocchi.client.api.AggregationQuery;
import io.gnocchi.client.api.MeasuresQuery;
import io.gnocchi.client.api.Point;
import io.gnocchi.client.arguments.Arguments;
import io.gnocchi.client.arguments.Option;
import io.gnocchi.client.arguments.Parameter;
import io.gnocchi.client.arguments.ValueType;
import io.gnocchi.client.commands.Command.Example;
import io.gnocchi.client.commands.Command.Shape;
import io.gnocchi.client.json.Json;
import io.gnocchi.client.json.MalformedJsonException;
import io.gnocchi.client.output.Layout;
import io.gnocchi.client.output.PythonText;
import io.gnocchi.client.output.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `measures …`
final class MeasuresCommands {
    private static final List<String> COLUMNS = List.of("timestamp", "granularity", "value");
    private static final Option UTC = flag("--utc", "timestamps in UTC, not in the local zone");
    private static final Option START =
            value("--start", "beginning of the period, ISO 8601").as(Dates.type());
    private static final Option STOP =
            value("--stop", "end of the period, exclusive").as(Dates.type());
    private static final Option GRANULARITY =
            value("--granularity", "granularity to show, in seconds or as 5m");
    private static final Option REFRESH =
            flag("--refresh", "aggregate all known measures before (older servers)");
    private static final Option RESAMPLE =
            value("--resample", "another granularity to compute, in seconds");
    private static final Option MEASURE =
            repeated("-m --measure", "a measure as timestamp@value; the timestamp may be relative")
                    .as(
                            ValueType.of(
                                    "measure",
                                    text ->
                                            ValueType.isNumber(
                                                    text.substring(text.lastIndexOf('@') + 1))))
                    .needed();

    private MeasuresCommands() {}

    static List<Option> showing() {
        return List.of(
                UTC,
                MetricCommands.RESOURCE,
                value("--aggregation", "aggregation method to show (default: mean)"),
                START,
                STOP,
                GRANULARITY,
                REFRESH,
                RESAMPLE);
    }

    static List<Command> all() {
        var metric = Parameter.one("metric", "id of the metric, or its name with --resource-id");
        var file = Parameter.one("file", "JSON as the REST API takes it; - reads the input");
        return List.of(
                new Command(
                        "measures show",
                        "Show the measures of a metric, aggregated.",
                        Syntaxes.rows(Live.with(showing()), metric),
                        Shape.ROWS,
                        List.of(
                                new Example(
                                        "measures show -r web1 cpu --granularity 300 --start"
                                                + " 2024-05-01",
                                        "every five minutes since May"),
                                new Example(
                                        "measures show -r web1 cpu --aggregation max --plot --watch"
                                                + " 10",
                                        "a chart that is drawn again every ten seconds")),
                        MetricCommands.KIND,
                        MeasuresCommands::show),
                new Command(
                        "measures add",
                        "Add measures to a metric.",
                        Syntaxes.text(List.of(MetricCommands.RESOURCE, MEASURE), metric),
                        Shape.TEXT,
                        List.of(
                                new Example(
                                        "measures add -r web1 cpu -m 2024-05-01T12:00@23.5 -m"
                                                + " now@42",
                                        "two of them"),
                                new Example(
                                        "measures add -r web1 cpu -m=-1hour@3",
                                        "an hour ago; = keeps the minus from looking like an"
                                                + " option")),
                        MetricCommands.KIND,
                        MeasuresCommands::add),
                new Command(
                        "measures batch-metrics",
                        "Add measures to several metrics by their ids.",
                        Syntaxes.text(List.of(), file),
                        Shape.TEXT,
                        List.of(new Example("measures batch-metrics batch.json", "from a file")),
                        "",
                        (session, arguments, _) -> {
                            Object batch = batch(session, arguments);
                            session.gnocchi().measures().addBatch(batch);
                            return new Result.Silence();
                        }),
                new Command(
                        "measures batch-resources-metrics",
                        "Add measures to several metrics by resources and names.",
                        Syntaxes.text(
                                List.of(flag("--create-metrics", "create unknown metrics")), file),
                        Shape.TEXT,
                        List.of(
                                new Example(
                                        "measures batch-resources-metrics --create-metrics -",
                                        "from a pipe")),
                        "",
                        (session, arguments, _) -> {
                            Object batch = batch(session, arguments);
                            session.gnocchi()
                                    .measures()
                                    .addResourceBatch(batch, arguments.has("create-metrics"));
                            return new Result.Silence();
                        }),
                new Command(
                        "measures aggregation",
                        "Show measures of several metrics, aggregated (older form of"
                                + " `aggregates`).",
                        Syntaxes.rows(aggregation()),
                        Shape.ROWS,
                        List.of(
                                new Example(
                                        "measures aggregation -m cpu --query 'host = \"rack7\"'"
                                                + " --resource-type server --reaggregation max",
                                        "the busiest of a rack")),
                        "",
                        MeasuresCommands::aggregation));
    }

    /// Points as cells.
    static List<List<@Nullable Object>> rows(
            List<? extends @Nullable Object> before,
            List<Point> points,
            boolean utc,
            Session session) {
        var rows = new ArrayList<List<@Nullable Object>>(points.size());
        for (Point point : points) {
            var row = new ArrayList<@Nullable Object>(before);
            row.add(time(point.timestamp(), utc, session));
            row.add(point.granularitySeconds());
            row.add(point.value());
            rows.add(row);
        }
        return rows;
    }

    private static String time(OffsetDateTime time, boolean utc, Session session) {
        if (utc) {
            return PythonText.isoFormat(time);
        }
        return PythonText.isoFormat(time.atZoneSameInstant(session.zone()).toOffsetDateTime());
    }

    static MeasuresQuery query(Session session, Arguments arguments) {
        return new MeasuresQuery(
                arguments.text("aggregation"),
                Dates.sent(arguments.text("start"), session.zone()),
                Dates.sent(arguments.text("stop"), session.zone()),
                arguments.text("granularity"),
                arguments.has("refresh"),
                arguments.text("resample"));
    }

    private static Result show(Session session, Arguments arguments, Layout layout) {
        List<Point> points =
                session.gnocchi()
                        .measures()
                        .of(MetricCommands.path(arguments), query(session, arguments));
        return Result.Rows.of(COLUMNS, rows(List.of(), points, arguments.has("utc"), session));
    }

    private static Result add(Session session, Arguments arguments, Layout layout) {
        var measures = new ArrayList<@Nullable Object>();
        for (String text : arguments.all("measure")) {
            int at = text.lastIndexOf('@');
            var measure = new LinkedHashMap<String, @Nullable Object>();
            measure.put(
                    "timestamp", Dates.sent(text.substring(0, Math.max(at, 0)), session.zone()));
            measure.put("value", ValueType.number(text.substring(at + 1)));
            measures.add(measure);
        }
        session.gnocchi().measures().addAsWritten(MetricCommands.path(arguments), measures);
        return new Result.Silence();
    }

    private static @Nullable Object batch(Session session, Arguments arguments) {
        String file = arguments.needed("file");
        try {
            return Json.read(
                    file.equals("-")
                            ? session.input().readAllBytes()
                            : Files.readAllBytes(Path.of(file)));
        } catch (MalformedJsonException wrong) {
            throw new FailureException(file + " is no JSON: " + wrong.getMessage());
        } catch (NoSuchFileException missing) {
            throw new FailureException(
                    "[Errno 2] No such file or directory: " + PythonText.repr(file));
        } catch (IOException unreadable) {
            throw new FailureException(file + " cannot be read: " + unreadable.getMessage());
        }
    }

    private static List<Option> aggregation() {
        return List.of(
                UTC,
                several("-m --metric", "ids of metrics; with --query the name of one").needed(),
                value("--aggregation", "which aggregates are read"),
                value("--reaggregation", "how they are aggregated"),
                START,
                STOP,
                GRANULARITY,
                value("--needed-overlap", "percentage of metrics that must have a point")
                        .as(ValueType.NUMBER),
                value("--query", ResourceCommands.QUERY_HELP),
                value("--resource-type", "type of the resources (default: generic)"),
                repeated("--groupby", "an attribute to group resources by"),
                REFRESH,
                RESAMPLE,
                value("--fill", "what stands for missing points: a number, null or dropna"));
    }

    private static Result aggregation(Session session, Arguments arguments, Layout layout) {
        List<String> metrics = arguments.all("metric");
        String query = arguments.text("query");
        boolean byQuery = query != null && !query.isEmpty();
        if (byQuery && metrics.size() != 1) {
            throw new FailureException("One metric is required if query is provided");
        }
        if (!byQuery) {
            metrics.forEach(metric -> MetricCommands.path(null, metric));
        }
        Double overlap = arguments.number("needed-overlap");
        List<AggregateGroup> groups =
                session.gnocchi()
                        .aggregates()
                        .aggregation(
                                new AggregationQuery(
                                        metrics,
                                        byQuery ? query : null,
                                        arguments.text("resource-type", "generic"),
                                        arguments.text("aggregation"),
                                        arguments.text("reaggregation"),
                                        Dates.sent(arguments.text("start"), session.zone()),
                                        Dates.sent(arguments.text("stop"), session.zone()),
                                        arguments.text("granularity"),
                                        overlap == null ? null : PythonText.number(overlap),
                                        arguments.allOrNull("groupby"),
                                        arguments.has("refresh"),
                                        arguments.text("resample"),
                                        arguments.text("fill")));
        boolean grouped = arguments.has("groupby");
        var rows = new ArrayList<List<@Nullable Object>>();
        for (AggregateGroup group : groups) {
            List<String> before = grouped ? List.of(Texts.group(group.group())) : List.of();
            for (List<Point> points : group.series().values()) {
                rows.addAll(rows(before, points, arguments.has("utc"), session));
            }
        }
        return Result.Rows.of(
                grouped ? Stream.concat(Stream.of("group"), COLUMNS.stream()).toList() : COLUMNS,
                rows);
    }

    static OffsetDateTime utc(OffsetDateTime time) {
        return time.withOffsetSameInstant(ZoneOffset.UTC);
    }
}
