package io.gnocchi.client.commands;

import static io.gnocchi.client.arguments.Option.repeated;

import io.gnocchi.client.api.ResourceType;
import io.gnocchi.client.arguments.Arguments;
import io.gnocchi.client.arguments.Option;
import io.gnocchi.client.arguments.Parameter;
import io.gnocchi.client.arguments.ValueType;
import io.gnocchi.client.commands.Command.Example;
import io.gnocchi.client.commands.Command.Shape;
import io.gnocchi.client.json.Json;
import io.gnocchi.client.output.Layout;
import io.gnocchi.client.output.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `resource-type …`
final class ResourceTypeCommands {
    static final String KIND = "resource-type";
    private static final List<String> COLUMNS = List.of("name", "attributes");
    private static final Option ATTRIBUTE =
            repeated(
                            "-a --attribute",
                            "an attribute: name[:type[:required[:option=value...]]],"
                                    + " as display_name:string:true:max_length=255")
                    .as(ValueType.of("_resource_attribute", text -> definition(text) != null));

    private ResourceTypeCommands() {}

    static List<Command> all() {
        var name = Parameter.one("name", "name of the resource type");
        return List.of(
                new Command(
                        "resource-type list",
                        "List resource types.",
                        Syntaxes.rows(List.of()),
                        Shape.ROWS,
                        List.of(new Example("resource-type list", "all of them")),
                        "",
                        ResourceTypeCommands::list),
                new Command(
                        "resource-type show",
                        "Show a resource type.",
                        Syntaxes.fields(List.of(), name),
                        Shape.FIELDS,
                        List.of(new Example("resource-type show generic", "one of them")),
                        KIND,
                        (session, arguments, _) ->
                                fields(
                                        session.gnocchi()
                                                .resourceTypes()
                                                .get(arguments.needed("name")))),
                new Command(
                        "resource-type create",
                        "Create a resource type.",
                        Syntaxes.fields(List.of(ATTRIBUTE), name),
                        Shape.FIELDS,
                        List.of(
                                new Example(
                                        "resource-type create server -a"
                                                + " host:string:true:max_length=64 -a"
                                                + " cores:number:false:min=1",
                                        "servers have a host, perhaps a number of cores")),
                        "",
                        (session, arguments, _) ->
                                fields(
                                        session.gnocchi()
                                                .resourceTypes()
                                                .create(
                                                        arguments.needed("name"),
                                                        attributes(arguments)))),
                new Command(
                        "resource-type update",
                        "Add attributes to a resource type, or remove some.",
                        Syntaxes.fields(
                                List.of(
                                        ATTRIBUTE,
                                        repeated(
                                                "-r --remove-attribute", "an attribute to remove")),
                                name),
                        Shape.FIELDS,
                        List.of(
                                new Example(
                                        "resource-type update server -a"
                                                + " rack:string:true:max_length=8:fill=none",
                                        "existing servers get the rack `none`")),
                        KIND,
                        (session, arguments, _) ->
                                fields(
                                        session.gnocchi()
                                                .resourceTypes()
                                                .update(
                                                        arguments.needed("name"),
                                                        attributes(arguments),
                                                        arguments.all("remove-attribute")))),
                new Command(
                        "resource-type delete",
                        "Delete a resource type.",
                        Syntaxes.text(List.of(), name),
                        Shape.TEXT,
                        List.of(
                                new Example(
                                        "resource-type delete server", "no resource may have it")),
                        KIND,
                        (session, arguments, _) -> {
                            session.gnocchi().resourceTypes().delete(arguments.needed("name"));
                            return new Result.Silence();
                        }));
    }

    private static Result list(Session session, Arguments arguments, Layout layout) {
        var rows = new ArrayList<List<@Nullable Object>>();
        for (ResourceType type : session.gnocchi().resourceTypes().list()) {
            rows.add(new ArrayList<>(List.of(type.name(), Texts.named(type.attributes()))));
        }
        return Result.Rows.of(COLUMNS, rows);
    }

    private static Result fields(ResourceType type) {
        var fields = new LinkedHashMap<String, @Nullable Object>(type.fields());
        fields.remove("attributes");
        type.attributes()
                .forEach((name, definition) ->
                        fields.put(
                                "attributes/" + name,
                                Texts.pairs(new TreeMap<>(Json.object(definition)), "=", ", ")));
        return new Result.Fields(fields);
    }

    private static Map<String, Map<String, @Nullable Object>> attributes(Arguments arguments) {
        var attributes = new LinkedHashMap<String, Map<String, @Nullable Object>>();
        for (String text : arguments.all("attribute")) {
            Map<String, @Nullable Object> definition = definition(text);
            if (definition != null) {
                attributes.put(text.split(":", 2)[0], definition);
            }
        }
        return attributes;
    }

    /// What stands behind the name, null when it makes no sense.
    private static @Nullable Map<String, @Nullable Object> definition(String text) {
        String[] parts = text.split(":", -1);
        var definition = new LinkedHashMap<String, @Nullable Object>();
        if (parts.length > 1) {
            definition.put("type", parts[1]);
        }
        if (parts.length > 2) {
            Boolean required = Values.truth(parts[2]);
            if (required == null) {
                return null;
            }
            definition.put("required", required);
        }
        for (int i = 3; i < parts.length; i++) {
            String[] option = parts[i].split("=", 2);
            Object value = Values.guessed(option.length > 1 ? option[1] : "");
            if (option[0].equals("fill")) {
                definition.put("options", Map.of("fill", value));
            } else {
                definition.put(option[0], value);
            }
        }
        return definition;
    }
}
