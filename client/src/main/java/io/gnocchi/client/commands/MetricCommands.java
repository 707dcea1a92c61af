package io.gnocchi.client.commands;

import static io.gnocchi.client.arguments.Option.value;

import io.gnocchi.client.api.Metric;
import io.gnocchi.client.api.MetricPath;
import io.gnocchi.client.api.MetricRequest;
import io.gnocchi.client.arguments.Arguments;
import io.gnocchi.client.arguments.Option;
import io.gnocchi.client.arguments.Parameter;
import io.gnocchi.client.commands.Command.Example;
import io.gnocchi.client.commands.Command.Shape;
import io.gnocchi.client.output.Layout;
import io.gnocchi.client.output.Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `metric …`
final class MetricCommands {
    static final String KIND = "metric";
    static final Option RESOURCE = value("--resource-id -r", "id of the metric's resource");
    static final Option POLICY = value("--archive-policy-name -a", "its archive policy");
    private static final List<String> COLUMNS =
            List.of("id", "archive_policy/name", "name", "unit", "resource_id");
    private static final Pattern ID =
            Pattern.compile("(urn:)?(uuid:)?[{]?([0-9a-fA-F]-?){31}[0-9a-fA-F][}]?");

    private MetricCommands() {}

    static List<Command> all() {
        var metric = Parameter.one("metric", "id of the metric, or its name with --resource-id");
        return List.of(
                new Command(
                        "metric list",
                        "List metrics.",
                        Syntaxes.rows(ResourceCommands.page()),
                        Shape.ROWS,
                        List.of(
                                new Example(
                                        "metric list --limit 20 --sort name:asc",
                                        "the first twenty by name")),
                        "",
                        MetricCommands::list),
                new Command(
                        "metric show",
                        "Show a metric.",
                        Syntaxes.fields(List.of(RESOURCE), metric),
                        Shape.FIELDS,
                        List.of(
                                new Example(
                                        "metric show -r web1 cpu", "by its name in a resource")),
                        KIND,
                        MetricCommands::show),
                new Command(
                        "metric create",
                        "Create a metric.",
                        Syntaxes.fields(
                                List.of(RESOURCE),
                                List.of(POLICY, value("--unit -u", "unit of its values")),
                                Parameter.optional("METRIC_NAME", "name of the metric")),
                        Shape.FIELDS,
                        List.of(
                                new Example(
                                        "metric create -r web1 -a medium -u W power",
                                        "in a resource, with a unit")),
                        "",
                        MetricCommands::create),
                new Command(
                        "metric delete",
                        "Delete metrics with their measures.",
                        Syntaxes.text(
                                List.of(RESOURCE),
                                Parameter.several("metric", "ids of metrics, or names")),
                        Shape.TEXT,
                        List.of(
                                new Example(
                                        "metric delete -r web1 power cpu", "two of a resource")),
                        KIND,
                        (session, arguments, _) -> {
                            for (String name : arguments.all("metric")) {
                                session.gnocchi()
                                        .metrics()
                                        .delete(path(arguments.text("resource-id"), name));
                            }
                            return new Result.Silence();
                        }));
    }

    /// Which metric is meant.
    static MetricPath path(Arguments arguments) {
        return path(arguments.text("resource-id"), arguments.needed("metric"));
    }

    static MetricPath path(@Nullable String resource, String metric) {
        if (resource == null && !ID.matcher(metric).matches()) {
            throw new FailureException("resource_id is required to get a metric by name");
        }
        return new MetricPath(resource, metric);
    }

    private static Result list(Session session, Arguments arguments, Layout layout) {
        var metrics =
                session.gnocchi().metrics().list(ResourceCommands.asked(arguments)).stream()
                        .map(metric -> {
                            var fields =
                                    new LinkedHashMap<String, @Nullable Object>(metric.fields());
                            fields.put("archive_policy/name", metric.archivePolicyName());
                            return (Map<String, @Nullable Object>) fields;
                        })
                        .toList();
        return Result.Rows.of(COLUMNS, Result.Rows.from(COLUMNS, metrics));
    }

    private static Result show(Session session, Arguments arguments, Layout layout) {
        return shown(session.gnocchi().metrics().get(path(arguments)));
    }

    private static Result create(Session session, Arguments arguments, Layout layout) {
        var request =
                new MetricRequest(
                        arguments.text("METRIC_NAME"),
                        arguments.text("archive-policy-name"),
                        arguments.text("unit"));
        String resource = arguments.text("resource-id");
        if (resource == null) {
            return shown(session.gnocchi().metrics().create(request));
        }
        if (request.name() == null) {
            throw new FailureException("Metric name is required if resource_id is set");
        }
        return shown(session.gnocchi().metrics().create(resource, request));
    }

    private static Result shown(Metric metric) {
        var fields = new LinkedHashMap<String, @Nullable Object>(metric.fields());
        if (fields.remove("archive_policy") != null) {
            fields.put("archive_policy/name", metric.archivePolicyName());
        }
        fields.remove("created_by_user_id");
        fields.remove("created_by_project_id");
        if (fields.containsKey("resource")) {
            if (fields.remove("resource") instanceof Map<?, ?> resource && !resource.isEmpty()) {
                resource.forEach((name, value) -> fields.put("resource/" + name, value));
            } else {
                fields.put("resource/id", null);
            }
        }
        return new Result.Fields(fields);
    }
}
