package io.gnocchi.client.commands;

import io.gnocchi.client.arguments.Arguments;
import io.gnocchi.client.commands.Command.Example;
import io.gnocchi.client.commands.Command.Shape;
import io.gnocchi.client.json.Json;
import io.gnocchi.client.output.Layout;
import io.gnocchi.client.output.Result;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `status`, `server version`, `capabilities list`
final class ServerCommands {
    private ServerCommands() {}

    static List<Command> all() {
        return List.of(
                new Command(
                        "status",
                        "Show the backlog of measures and the workers.",
                        Syntaxes.fields(List.of()),
                        Shape.FIELDS,
                        List.of(
                                new Example(
                                        "status -f value -c 'storage/total number of measures to"
                                                + " process'",
                                        "the backlog as a number")),
                        "",
                        ServerCommands::status),
                new Command(
                        "server version",
                        "Show the version of the server.",
                        Syntaxes.fields(List.of()),
                        Shape.FIELDS,
                        List.of(new Example("server version -f value", "the number alone")),
                        "",
                        (session, _, _) -> {
                            var fields = new LinkedHashMap<String, @Nullable Object>();
                            fields.put("version", session.gnocchi().server().build());
                            return new Result.Fields(fields);
                        }),
                new Command(
                        "capabilities list",
                        "List what the server can compute.",
                        Syntaxes.fields(List.of()),
                        Shape.FIELDS,
                        List.of(
                                new Example(
                                        "capabilities list -f json", "the aggregation methods")),
                        "",
                        (session, _, _) ->
                                new Result.Fields(session.gnocchi().server().capabilities())));
    }

    private static Result status(Session session, Arguments arguments, Layout layout) {
        var status = session.gnocchi().server().status(false);
        var summary = Json.object(Json.object(status.get("storage")).get("summary"));
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("storage/total number of measures to process", summary.get("measures"));
        fields.put("storage/number of metric having measures to process", summary.get("metrics"));
        if (status.containsKey("metricd")) {
            fields.put("metricd/processors", Json.object(status.get("metricd")).get("processors"));
        }
        return new Result.Fields(fields);
    }
}
