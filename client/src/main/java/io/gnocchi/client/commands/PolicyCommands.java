package io.gnocchi.client.commands;

import static io.gnocchi.client.arguments.Option.repeated;
import static io.gnocchi.client.arguments.Option.value;

import io.gnocchi.client.api.ArchivePolicy;
import io.gnocchi.client.arguments.Arguments;
import io.gnocchi.client.arguments.Option;
import io.gnocchi.client.arguments.Parameter;
import io.gnocchi.client.arguments.ValueType;
import io.gnocchi.client.commands.Command.Example;
import io.gnocchi.client.commands.Command.Shape;
import io.gnocchi.client.output.Layout;
import io.gnocchi.client.output.Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `archive-policy …`
final class PolicyCommands {
    static final String KIND = "archive-policy";
    private static final Set<String> PARTS = Set.of("granularity", "points", "timespan");
    private static final List<String> COLUMNS =
            List.of("name", "back_window", "definition", "aggregation_methods");
    private static final Option DEFINITION =
            repeated(
                            "-d --definition",
                            "two of granularity:G, points:P, timespan:T, separated by a comma;"
                                    + " repeat it for more granularities")
                    .called("<DEFINITION>")
                    .as(ValueType.of("archive_policy_definition", text -> parts(text).size() >= 2))
                    .needed();

    private PolicyCommands() {}

    static List<Command> all() {
        var name = Parameter.one("name", "name of the archive policy");
        return List.of(
                new Command(
                        "archive-policy list",
                        "List archive policies.",
                        Syntaxes.rows(List.of()),
                        Shape.ROWS,
                        List.of(new Example("archive-policy list -c name -f value", "their names")),
                        "",
                        PolicyCommands::list),
                new Command(
                        "archive-policy show",
                        "Show an archive policy.",
                        Syntaxes.fields(List.of(), name),
                        Shape.FIELDS,
                        List.of(new Example("archive-policy show low", "what `low` keeps")),
                        KIND,
                        (session, arguments, layout) ->
                                shown(
                                        session.gnocchi()
                                                .archivePolicies()
                                                .get(arguments.needed("name")),
                                        layout)),
                new Command(
                        "archive-policy create",
                        "Create an archive policy.",
                        Syntaxes.fields(
                                List.of(
                                        DEFINITION,
                                        value(
                                                        "-b --back-window",
                                                        "how many of the coarsest granularity's"
                                                                + " steps behind the newest still"
                                                                + " take measures")
                                                .as(ValueType.WHOLE),
                                        repeated(
                                                        "-m --aggregation-method",
                                                        "a method to keep, such as mean or"
                                                                + " rate:mean; repeat it for more")
                                                .called("AGGREGATION_METHODS")),
                                name),
                        Shape.FIELDS,
                        List.of(
                                new Example(
                                        "archive-policy create minutely -d"
                                                + " granularity:1m,timespan:7d -d"
                                                + " granularity:1h,timespan:365d -m mean -m max",
                                        "a point a minute for a week, one an hour for a year")),
                        "",
                        PolicyCommands::create),
                new Command(
                        "archive-policy update",
                        "Update an archive policy.",
                        Syntaxes.fields(List.of(DEFINITION), name),
                        Shape.FIELDS,
                        List.of(
                                new Example(
                                        "archive-policy update minutely -d"
                                                + " granularity:1m,timespan:14d -d"
                                                + " granularity:1h,timespan:365d",
                                        "two weeks in place of one")),
                        KIND,
                        (session, arguments, layout) ->
                                shown(
                                        session.gnocchi()
                                                .archivePolicies()
                                                .update(
                                                        arguments.needed("name"),
                                                        definition(arguments)),
                                        layout)),
                new Command(
                        "archive-policy delete",
                        "Delete an archive policy.",
                        Syntaxes.text(List.of(), name),
                        Shape.TEXT,
                        List.of(new Example("archive-policy delete minutely", "it must be unused")),
                        KIND,
                        (session, arguments, _) -> {
                            session.gnocchi().archivePolicies().delete(arguments.needed("name"));
                            return new Result.Silence();
                        }));
    }

    private static Result list(Session session, Arguments arguments, Layout layout) {
        var policies =
                session.gnocchi().archivePolicies().list().stream()
                        .map(policy -> fields(policy, layout))
                        .toList();
        return Result.Rows.of(COLUMNS, Result.Rows.from(COLUMNS, policies));
    }

    private static Result create(Session session, Arguments arguments, Layout layout) {
        Integer window = arguments.whole("back-window");
        ArchivePolicy made =
                session.gnocchi()
                        .archivePolicies()
                        .create(
                                arguments.needed("name"),
                                definition(arguments),
                                window == null ? null : Long.valueOf(window),
                                arguments.allOrNull("aggregation-method"));
        return shown(made, layout);
    }

    private static Result shown(ArchivePolicy policy, Layout layout) {
        return new Result.Fields(fields(policy, layout));
    }

    private static Map<String, @Nullable Object> fields(ArchivePolicy policy, Layout layout) {
        if (!layout.forPeople()) {
            return policy.fields();
        }
        var fields = new LinkedHashMap<String, @Nullable Object>(policy.fields());
        fields.put("definition", Texts.lines(fields.get("definition")));
        fields.put("aggregation_methods", Texts.joined(fields.get("aggregation_methods")));
        return fields;
    }

    private static List<ArchivePolicy.Line> definition(Arguments arguments) {
        return arguments.all("definition").stream()
                .map(PolicyCommands::parts)
                .map(parts ->
                        new ArchivePolicy.Line(
                                parts.get("granularity"),
                                parts.get("points"),
                                parts.get("timespan")))
                .toList();
    }

    /// Empty when a part is none that a definition has.
    private static Map<String, String> parts(String text) {
        var parts = new LinkedHashMap<String, String>();
        for (String part : text.split(",", -1)) {
            String[] words = part.split(":", 2);
            if (!PARTS.contains(words[0])) {
                return Map.of();
            }
            parts.put(words[0], words.length > 1 ? words[1] : "");
        }
        return parts;
    }
}
