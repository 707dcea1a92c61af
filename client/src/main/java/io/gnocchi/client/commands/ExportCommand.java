package io.gnocchi.client.commands;

import static io.gnocchi.client.arguments.Option.repeated;
import static io.gnocchi.client.arguments.Option.value;

import io.gnocchi.client.api.Listing;
import io.gnocchi.client.api.MeasuresQuery;
import io.gnocchi.client.api.Metric;
import io.gnocchi.client.api.MetricPath;
import io.gnocchi.client.api.Point;
import io.gnocchi.client.api.Resource;
import io.gnocchi.client.arguments.Arguments;
import io.gnocchi.client.arguments.Parameter;
import io.gnocchi.client.commands.Command.Example;
import io.gnocchi.client.commands.Command.Shape;
import io.gnocchi.client.output.Layout;
import io.gnocchi.client.output.Result;
import io.gnocchi.client.terminal.Progress;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `export`
final class ExportCommand {
    private static final String PRINTED = "-";

    /// A metric to export, and what is told of it.
    record Source(@Nullable String resource, @Nullable String name, String id) {}

    private ExportCommand() {}

    static Command command() {
        return new Command(
                "export",
                "Export aggregates of many metrics as CSV, JSON or Parquet.",
                Syntaxes.text(
                        List.of(
                                value(
                                                "-f --format",
                                                "how to write (default: by the end of the file's"
                                                        + " name, else csv)")
                                        .among("csv", "json", "jsonl", "parquet"),
                                value(
                                        "-o --output",
                                        "the file to write; it is there when it is whole (default:"
                                                + " -, which prints)"),
                                MetricCommands.RESOURCE,
                                value("--query", ResourceCommands.QUERY_HELP),
                                value("-t --type", "type of the resources (default: generic)")
                                        .called("RESOURCE_TYPE"),
                                repeated(
                                        "--aggregation",
                                        "aggregation method; repeat it for more (default: mean)"),
                                value("--start", "beginning of the period, also relative"),
                                value("--stop", "end of the period, exclusive"),
                                value("--granularity", "granularity to export (default: all)")),
                        new Parameter(
                                "metric",
                                "metric",
                                Parameter.Count.ANY,
                                "ids of metrics; names with --resource-id or --query, * for"
                                        + " anything (default: all of the resources)")),
                Shape.TEXT,
                List.of(
                        new Example(
                                "export -t server --query 'host like \"web%\"' --start '-1 day' -o"
                                        + " web.csv",
                                "all metrics of the web servers, since yesterday"),
                        new Example(
                                "export -t server --query 'host like \"web%\"' -o web.parquet",
                                "the same as columns, for programs that analyse"),
                        new Example(
                                "export -r web1 'cpu*' --aggregation mean --aggregation max -f"
                                        + " json",
                                "some metrics of one resource by two methods")),
                MetricCommands.KIND,
                ExportCommand::run);
    }

    private static Result run(Session session, Arguments arguments, Layout layout) {
        String output = arguments.text("output", PRINTED);
        ExportFormat format = ExportFormat.of(arguments.text("format"), output);
        boolean printed = output.equals(PRINTED);
        if (format == ExportFormat.PARQUET && printed && session.terminal().outIsTerminal()) {
            throw new FailureException(
                    "Parquet is nothing for a terminal: --output FILE writes it into a file");
        }
        List<Source> sources = sources(session, arguments);
        if (sources.isEmpty()) {
            throw new FailureException("no metric is meant by that");
        }
        try {
            if (printed) {
                write(session, arguments, sources, format, session.terminal().stream());
            } else {
                file(session, arguments, sources, format, Path.of(output));
            }
        } catch (IOException broken) {
            throw new FailureException("the export cannot be written: " + broken.getMessage());
        } catch (NoClassDefFoundError missing) {
            throw new FailureException(
                    "the libraries for Parquet are not there (%s is missing): 'make client' puts them into client-lib/parquet, 'make install' installs them"
                            .formatted(missing.getMessage()));
        }
        return new Result.Silence();
    }

    private static void file(
            Session session,
            Arguments arguments,
            List<Source> sources,
            ExportFormat format,
            Path output)
            throws IOException {
        if (Files.exists(output) && !Files.isRegularFile(output)) {
            // A device or a named pipe takes what comes and is not to be replaced.
            try (var out = new BufferedOutputStream(Files.newOutputStream(output))) {
                write(session, arguments, sources, format, out);
            }
            return;
        }
        Path part = output.resolveSibling(output.getFileName() + ".part");
        try {
            try (var out = new BufferedOutputStream(Files.newOutputStream(part))) {
                write(session, arguments, sources, format, out);
            }
            Files.move(part, output, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void write(
            Session session,
            Arguments arguments,
            List<Source> sources,
            ExportFormat format,
            OutputStream out)
            throws IOException {
        List<String> methods =
                arguments.has("aggregation") ? arguments.all("aggregation") : List.of("mean");
        var export = ExportWriter.of(format, out);
        try (var progress =
                new Progress(
                        session.terminal(), "exporting", (long) sources.size() * methods.size())) {
            export.begin();
            for (Source source : sources) {
                for (String method : methods) {
                    export.points(source, method, points(session, arguments, source, method));
                    progress.step(1);
                }
            }
            export.end();
        }
    }

    private static List<Point> points(
            Session session, Arguments arguments, Source source, String method) {
        return session.gnocchi()
                .measures()
                .of(
                        new MetricPath(null, source.id()),
                        new MeasuresQuery(
                                method,
                                arguments.text("start"),
                                arguments.text("stop"),
                                arguments.text("granularity"),
                                false,
                                null));
    }

    private static List<Source> sources(Session session, Arguments arguments) {
        List<String> wanted = arguments.all("metric");
        String query = arguments.text("query");
        String resource = arguments.text("resource-id");
        String type = arguments.text("type", "generic");
        if (query != null) {
            var sources = new ArrayList<Source>();
            for (Resource found :
                    session.gnocchi().resources().search(type, query, Listing.all())) {
                sources.addAll(of(found, wanted));
            }
            return sources;
        }
        if (resource != null) {
            return of(session.gnocchi().resources().get(type, resource), wanted);
        }
        if (wanted.isEmpty()) {
            throw new FailureException(
                    "say what to export: ids of metrics, --resource-id or --query");
        }
        return wanted.stream().map(metric -> byId(session, metric)).toList();
    }

    private static Source byId(Session session, String id) {
        Metric metric = session.gnocchi().metrics().get(MetricCommands.path(null, id));
        Object resource = metric.fields().get("resource");
        String owner =
                resource instanceof Map<?, ?> fields
                        ? String.valueOf(fields.get("original_resource_id"))
                        : null;
        return new Source(owner, metric.name(), metric.id().toString());
    }

    private static List<Source> of(Resource resource, List<String> wanted) {
        return resource.metrics().entrySet().stream()
                .filter(metric -> wanted.isEmpty() || matches(metric.getKey(), wanted))
                .map(metric ->
                        new Source(
                                resource.originalId(),
                                metric.getKey(),
                                metric.getValue().toString()))
                .toList();
    }

    private static boolean matches(String name, List<String> wanted) {
        return wanted.stream().anyMatch(pattern -> matches(name, pattern));
    }

    /// Whether a name is as a pattern says, in which `*` is anything.
    static boolean matches(String name, String pattern) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return name.equals(pattern);
        }
        if (!name.startsWith(pattern.substring(0, star))) {
            return false;
        }
        String rest = pattern.substring(star + 1);
        for (int i = star; i <= name.length(); i++) {
            if (matches(name.substring(i), rest)) {
                return true;
            }
        }
        return false;
    }
}
