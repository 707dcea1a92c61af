package io.gnocchi.server.sql;

import io.gnocchi.core.model.Attribute;
import io.gnocchi.core.model.ResourceType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The attributes of a resource type and their columns as one text column.
///
/// ```
/// attributes = line*
/// line       = column " " kind " " required " " least " " most " " name "\n"
/// kind       = "string" | "number" | "uuid" | "bool" | "datetime"
/// required   = "required" | "optional"
/// least,most = lengths of a string, bounds of a number, "-" for none
/// name       = the name, with "\\" for a backslash and "\n" for a line feed
/// ```
final class AttributeText {
    private static final String NONE = "-";

    private AttributeText() {}

    static String of(TypeLayout layout) {
        var text = new StringBuilder();
        layout.type()
                .attributes()
                .forEach((name, attribute) -> {
                    text.append(layout.columns().get(name)).append(' ');
                    append(text, attribute);
                    text.append(' ').append(escaped(name)).append('\n');
                });
        return text.toString();
    }

    private static void append(StringBuilder text, Attribute attribute) {
        var required = attribute.required() ? "required" : "optional";
        text.append(
                switch (attribute) {
                    case Attribute.Text(_, var min, var max) ->
                            "string %s %d %d".formatted(required, min, max);
                    case Attribute.Numeric(_, var min, var max) ->
                            "number %s %s %s".formatted(required, bound(min), bound(max));
                    case Attribute.Identifier _ -> "uuid %s - -".formatted(required);
                    case Attribute.Flag _ -> "bool %s - -".formatted(required);
                    case Attribute.Moment _ -> "datetime %s - -".formatted(required);
                });
    }

    private static String bound(@Nullable Double bound) {
        return bound == null ? NONE : Double.toString(bound);
    }

    private static @Nullable Double bound(String text) {
        return text.equals(NONE) ? null : Double.valueOf(text);
    }

    private static String escaped(String name) {
        return name.replace("\\", "\\\\").replace("\n", "\\n");
    }

    private static String plain(String escaped) {
        var name = new StringBuilder();
        for (int at = 0; at < escaped.length(); at++) {
            char character = escaped.charAt(at);
            if (character == '\\') {
                at++;
                character = escaped.charAt(at) == 'n' ? '\n' : escaped.charAt(at);
            }
            name.append(character);
        }
        return name.toString();
    }

    static TypeLayout layout(
            String name, String state, long number, int lastColumn, String attributes) {
        var byName = new TreeMap<String, Attribute>();
        var columns = new TreeMap<String, Integer>();
        Arrays.stream(attributes.split("\n"))
                .filter(line -> !line.isEmpty())
                .forEach(line -> read(line, byName, columns));
        var type = new ResourceType(name, state(state), byName);
        return new TypeLayout(type, number, lastColumn, columns);
    }

    private static void read(
            String line, Map<String, Attribute> byName, Map<String, Integer> columns) {
        var words = line.split(" ", 6);
        var name = plain(words[5]);
        byName.put(name, attribute(words[1], words[2].equals("required"), words[3], words[4]));
        columns.put(name, Integer.valueOf(words[0]));
    }

    private static Attribute attribute(String kind, boolean required, String least, String most) {
        return switch (kind) {
            case "string" ->
                    new Attribute.Text(required, Integer.parseInt(least), Integer.parseInt(most));
            case "number" -> new Attribute.Numeric(required, bound(least), bound(most));
            case "uuid" -> new Attribute.Identifier(required);
            case "bool" -> new Attribute.Flag(required);
            case "datetime" -> new Attribute.Moment(required);
            default -> throw new IllegalStateException("no kind of attribute: " + kind);
        };
    }

    static String state(ResourceType.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static ResourceType.State state(String text) {
        return ResourceType.State.valueOf(text.toUpperCase(Locale.ROOT));
    }
}
