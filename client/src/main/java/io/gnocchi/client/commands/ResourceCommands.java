package io.gnocchi.client.commands;

import static io.gnocchi.client.arguments.Option.flag;
import static io.gnocchi.client.arguments.Option.repeated;
import static io.gnocchi.client.arguments.Option.value;

import io.gnocchi.client.api.Listing;
import io.gnocchi.client.api.Resource;
import io.gnocchi.client.arguments.Arguments;
import io.gnocchi.client.arguments.Option;
import io.gnocchi.client.arguments.Parameter;
import io.gnocchi.client.arguments.ValueType;
import io.gnocchi.client.commands.Command.Example;
import io.gnocchi.client.commands.Command.Shape;
import io.gnocchi.client.json.Json;
import io.gnocchi.client.output.Layout;
import io.gnocchi.client.output.PythonText;
import io.gnocchi.client.output.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `resource …`
final class ResourceCommands {
    static final String KIND = "resource";
    static final String QUERY_HELP =
            "which resources: attributes, operators, values, as in: not (flavor_id != \"1\" and"
                + " memory >= 24); operators are not, and, or, =, ==, !=, <, <=, >, >=, in, like,"
                + " eq, ne, lt, le, gt, ge";
    private static final List<String> COLUMNS =
            List.of(
                    "id",
                    "type",
                    "project_id",
                    "user_id",
                    "original_resource_id",
                    "started_at",
                    "ended_at",
                    "revision_start",
                    "revision_end");
    private static final Option DETAILS = flag("--details", "all attributes of typed resources");
    private static final Option HISTORY = flag("--history", "former revisions too");
    private static final List<Option> PAGE =
            List.of(
                    value("--limit", "how many at most (default: all)")
                            .called("<LIMIT>")
                            .as(ValueType.WHOLE),
                    value("--marker", "the id after which to begin").called("<MARKER>"),
                    repeated("--sort", "an attribute to sort by, as user_id:desc-nullslast")
                            .called("<SORT>"));
    private static final Option TYPE =
            value("--type -t", "type of the resource (default: generic)").called("RESOURCE_TYPE");
    private static final List<Option> CONTENT =
            List.of(
                    TYPE,
                    repeated("-a --attribute", "an attribute as name:value"),
                    repeated("-m --add-metric", "an existing metric as name:id"),
                    repeated(
                            "-n --create-metric",
                            "a metric to create, as name or name:archive_policy_name"));

    private ResourceCommands() {}

    static List<Command> all() {
        var id = Parameter.one("resource_id", "id of the resource");
        var query = Parameter.one("query", QUERY_HELP);
        return List.of(
                new Command(
                        "resource list",
                        "List resources.",
                        Syntaxes.rows(listing(true)),
                        Shape.ROWS,
                        List.of(
                                new Example(
                                        "resource list -t server --sort host:asc --limit 10",
                                        "the first ten servers")),
                        "",
                        (session, arguments, _) ->
                                rows(
                                        withoutMetrics(
                                                session.gnocchi()
                                                        .resources()
                                                        .list(type(arguments), asked(arguments))))),
                new Command(
                        "resource show",
                        "Show a resource.",
                        Syntaxes.fields(List.of(TYPE), id),
                        Shape.FIELDS,
                        List.of(new Example("resource show web1 -t server", "with its metrics")),
                        KIND,
                        (session, arguments, layout) ->
                                shown(
                                        session.gnocchi()
                                                .resources()
                                                .get(
                                                        type(arguments),
                                                        arguments.needed("resource_id")),
                                        layout)),
                new Command(
                        "resource history",
                        "Show the history of a resource.",
                        Syntaxes.rows(listing(false), id),
                        Shape.ROWS,
                        List.of(new Example("resource history web1 -t server", "all revisions")),
                        KIND,
                        ResourceCommands::history),
                new Command(
                        "resource search",
                        "Search resources by their attributes.",
                        Syntaxes.rows(listing(true), query),
                        Shape.ROWS,
                        List.of(
                                new Example(
                                        "resource search -t server 'host like \"web%\" and cores >="
                                                + " 4'",
                                        "large web servers")),
                        "",
                        (session, arguments, _) ->
                                rows(
                                        withoutMetrics(
                                                session.gnocchi()
                                                        .resources()
                                                        .search(
                                                                type(arguments),
                                                                arguments.needed("query"),
                                                                asked(arguments))))),
                new Command(
                        "resource create",
                        "Create a resource.",
                        Syntaxes.fields(CONTENT, id),
                        Shape.FIELDS,
                        List.of(
                                new Example(
                                        "resource create web1 -t server -a host:rack7 -n cpu -n"
                                                + " disk:medium",
                                        "with two metrics")),
                        "",
                        ResourceCommands::create),
                new Command(
                        "resource update",
                        "Change attributes and metrics of a resource.",
                        Syntaxes.fields(
                                plus(
                                        CONTENT,
                                        repeated(
                                                "-d --delete-metric",
                                                "name of a metric to delete")),
                                id),
                        Shape.FIELDS,
                        List.of(
                                new Example(
                                        "resource update web1 -t server -a host:rack8 -d disk",
                                        "it moved and lost its disk")),
                        KIND,
                        ResourceCommands::update),
                new Command(
                        "resource delete",
                        "Delete a resource with its metrics.",
                        Syntaxes.text(List.of(), id),
                        Shape.TEXT,
                        List.of(new Example("resource delete web1", "of whatever type")),
                        KIND,
                        (session, arguments, _) -> {
                            session.gnocchi().resources().delete(arguments.needed("resource_id"));
                            return new Result.Silence();
                        }),
                new Command(
                        "resource batch delete",
                        "Delete all resources that a query finds.",
                        Syntaxes.fields(List.of(TYPE), query),
                        Shape.FIELDS,
                        List.of(
                                new Example(
                                        "resource batch delete -t server 'ended_at <"
                                                + " \"2024-01-01\"'",
                                        "what has ended long ago")),
                        "",
                        (session, arguments, _) ->
                                new Result.Fields(
                                        session.gnocchi()
                                                .resources()
                                                .deleteAll(
                                                        type(arguments),
                                                        arguments.needed("query")))));
    }

    static List<Option> page() {
        return PAGE;
    }

    static Listing asked(Arguments arguments) {
        return new Listing(
                arguments.has("details"),
                arguments.has("history"),
                arguments.whole("limit"),
                arguments.text("marker"),
                arguments.all("sort"));
    }

    private static List<Option> listing(boolean history) {
        var options = new ArrayList<Option>();
        options.add(DETAILS);
        if (history) {
            options.add(HISTORY);
        }
        options.addAll(PAGE);
        options.add(TYPE);
        return options;
    }

    private static List<Option> plus(List<Option> options, Option more) {
        var all = new ArrayList<>(options);
        all.add(more);
        return all;
    }

    private static String type(Arguments arguments) {
        return arguments.text("type", "generic");
    }

    private static Result history(Session session, Arguments arguments, Layout layout) {
        var revisions =
                session
                        .gnocchi()
                        .resources()
                        .history(type(arguments), arguments.needed("resource_id"), asked(arguments))
                        .stream()
                        .map(resource ->
                                layout.forPeople() ? readable(resource) : resource.fields())
                        .toList();
        return rows(revisions);
    }

    private static Result create(Session session, Arguments arguments, Layout layout) {
        var content = new LinkedHashMap<String, @Nullable Object>();
        content.put("id", arguments.needed("resource_id"));
        fill(content, session, arguments);
        if (namesMetrics(arguments)) {
            content.put("metrics", metrics(new LinkedHashMap<>(), arguments));
        }
        return shown(session.gnocchi().resources().create(type(arguments), content), layout);
    }

    private static Result update(Session session, Arguments arguments, Layout layout) {
        var content = new LinkedHashMap<String, @Nullable Object>();
        String id = arguments.needed("resource_id");
        fill(content, session, arguments);
        if (namesMetrics(arguments)) {
            Resource now = session.gnocchi().resources().get(type(arguments), id);
            var metrics =
                    new LinkedHashMap<String, @Nullable Object>(
                            Json.object(now.fields().get("metrics")));
            for (String name : arguments.all("delete-metric")) {
                if (!metrics.containsKey(name)) {
                    throw new FailureException("Metric name " + name + " not found");
                }
                metrics.remove(name);
            }
            content.put("metrics", metrics(metrics, arguments));
        }
        return shown(session.gnocchi().resources().update(type(arguments), id, content), layout);
    }

    private static boolean namesMetrics(Arguments arguments) {
        return arguments.has("add-metric")
                || arguments.has("create-metric")
                || arguments.has("delete-metric");
    }

    private static Map<String, @Nullable Object> metrics(
            Map<String, @Nullable Object> metrics, Arguments arguments) {
        for (String metric : arguments.all("add-metric")) {
            metrics.put(before(metric), after(metric));
        }
        for (String metric : arguments.all("create-metric")) {
            String policy = after(metric);
            metrics.put(
                    before(metric),
                    policy.isEmpty() ? Map.of() : Map.of("archive_policy_name", policy));
        }
        return metrics;
    }

    private static void fill(
            Map<String, @Nullable Object> content, Session session, Arguments arguments) {
        var type = session.gnocchi().resourceTypes().get(type(arguments));
        for (String attribute : arguments.all("attribute")) {
            String name = before(attribute);
            content.put(name, typed(type.typeOf(name), after(attribute)));
        }
    }

    private static Object typed(@Nullable String type, String text) {
        if ("number".equals(type)) {
            if (!ValueType.isNumber(text)) {
                throw new FailureException(
                        "could not convert string to float: " + PythonText.repr(text));
            }
            return ValueType.number(text);
        }
        if ("bool".equals(type)) {
            Boolean truth = Values.truth(text);
            if (truth == null) {
                throw new FailureException(
                        "invalid truth value "
                                + PythonText.repr(text.toLowerCase(java.util.Locale.ROOT)));
            }
            return truth;
        }
        return text;
    }

    private static String before(String text) {
        return text.split(":", 2)[0];
    }

    private static String after(String text) {
        String[] parts = text.split(":", 2);
        return parts.length > 1 ? parts[1] : "";
    }

    private static Result shown(Resource resource, Layout layout) {
        return new Result.Fields(layout.forPeople() ? readable(resource) : resource.fields());
    }

    private static Map<String, @Nullable Object> readable(Resource resource) {
        var fields = new LinkedHashMap<String, @Nullable Object>(resource.fields());
        fields.put(
                "metrics",
                Json.object(fields.get("metrics")).entrySet().stream()
                        .map(metric -> metric.getKey() + ": " + PythonText.str(metric.getValue()))
                        .sorted()
                        .collect(Collectors.joining("\n")));
        return fields;
    }

    private static List<Map<String, @Nullable Object>> withoutMetrics(List<Resource> resources) {
        var rows = new ArrayList<Map<String, @Nullable Object>>();
        for (Resource resource : resources) {
            var fields = new LinkedHashMap<String, @Nullable Object>(resource.fields());
            fields.remove("metrics");
            rows.add(fields);
        }
        return rows;
    }

    private static Result rows(List<Map<String, @Nullable Object>> resources) {
        if (resources.isEmpty()) {
            return Result.Rows.of(COLUMNS, List.of());
        }
        var columns = new ArrayList<>(COLUMNS);
        for (String name : resources.getFirst().keySet()) {
            if (!columns.contains(name)) {
                columns.add(name);
            }
        }
        if (columns.contains("creator")) {
            columns.remove("created_by_user_id");
            columns.remove("created_by_project_id");
        }
        return new Result.Rows(columns, Result.Rows.from(columns, resources), true);
    }
}
