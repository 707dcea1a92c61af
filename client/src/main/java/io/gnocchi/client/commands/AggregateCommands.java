package io.gnocchi.client.commands;

import static io.gnocchi.client.arguments.Option.flag;
import static io.gnocchi.client.arguments.Option.repeated;
import static io.gnocchi.client.arguments.Option.value;

import io.gnocchi.client.api.AggregateGroup;
import io.gnocchi.client.api.AggregatesQuery;
import io.gnocchi.client.arguments.Arguments;
import io.gnocchi.client.arguments.Parameter;
import io.gnocchi.client.arguments.ValueType;
import io.gnocchi.client.commands.Command.Example;
import io.gnocchi.client.commands.Command.Shape;
import io.gnocchi.client.output.Layout;
import io.gnocchi.client.output.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `aggregates`
final class AggregateCommands {
    private static final List<String> COLUMNS =
            List.of("name", "timestamp", "granularity", "value");

    private AggregateCommands() {}

    static List<Command> all() {
        return List.of(
                new Command(
                        "aggregates",
                        "Compute over several metrics and show the result.",
                        Syntaxes.rows(
                                Live.with(
                                        List.of(
                                                value(
                                                        "--resource-type",
                                                        "type of the resources (default: generic)"),
                                                value(
                                                        "--start",
                                                        "beginning of the period, also relative"),
                                                value("--stop", "end of the period, exclusive"),
                                                value("--granularity", "granularity to read"),
                                                value(
                                                                "--needed-overlap",
                                                                "percentage of series that must"
                                                                        + " have a point")
                                                        .as(ValueType.NUMBER),
                                                repeated(
                                                        "--groupby",
                                                        "an attribute to group resources by"),
                                                value(
                                                        "--fill",
                                                        "what stands for missing points: a number,"
                                                                + " null or dropna"),
                                                flag(
                                                        "--use-history",
                                                        "group by what resources were at the"
                                                                + " time"))),
                                Parameter.one(
                                        "operations",
                                        "what to compute, as (aggregate mean (metric cpu mean))"),
                                Parameter.optional("search", ResourceCommands.QUERY_HELP)),
                        Shape.ROWS,
                        List.of(
                                new Example(
                                        "aggregates '(aggregate mean (metric cpu mean))' 'host like"
                                            + " \"web%\"' --resource-type server --start '-1 hour'"
                                            + " --plot",
                                        "the mean of all web servers as a chart"),
                                new Example(
                                        "aggregates '(* 100 (/ (metric used mean) (metric total"
                                                + " mean)))' 'id = \"web1\"'",
                                        "a percentage of two metrics")),
                        "",
                        AggregateCommands::run));
    }

    private static Result run(Session session, Arguments arguments, Layout layout) {
        var query =
                new AggregatesQuery(
                        arguments.needed("operations"),
                        arguments.text("search"),
                        arguments.text("resource-type", "generic"),
                        arguments.text("start"),
                        arguments.text("stop"),
                        arguments.text("granularity"),
                        arguments.number("needed-overlap"),
                        arguments.allOrNull("groupby"),
                        arguments.text("fill"),
                        arguments.has("use-history"));
        boolean grouped = arguments.has("search") && arguments.has("groupby");
        var rows = new ArrayList<List<@Nullable Object>>();
        for (AggregateGroup group : session.gnocchi().aggregates().fetch(query)) {
            group.series()
                    .forEach((name, points) ->
                            rows.addAll(
                                    MeasuresCommands.rows(
                                            grouped
                                                    ? List.of(Texts.group(group.group()), name)
                                                    : List.of(name),
                                            points,
                                            true,
                                            session)));
        }
        return Result.Rows.of(
                grouped ? Stream.concat(Stream.of("group"), COLUMNS.stream()).toList() : COLUMNS,
                rows);
    }
}
