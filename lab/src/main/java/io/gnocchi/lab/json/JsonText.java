package io.gnocchi.lab.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/// JSON as text, in both directions.
public final class JsonText {
    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

    private JsonText() {}

    /// The document, or null when the text is none.
    public static @Nullable Json read(String text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            parser.nextToken();
            if (parser.currentToken() == null) {
                return null;
            }
            Json json = value(parser);
            return parser.nextToken() == null ? json : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    private static Json value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> members(parser);
            case START_ARRAY -> items(parser);
            case VALUE_STRING -> new Json.Text(parser.getString());
            case VALUE_NUMBER_INT -> new Json.Figure(Double.parseDouble(parser.getString()), true);
            case VALUE_NUMBER_FLOAT -> new Json.Figure(parser.getDoubleValue(), false);
            case VALUE_TRUE -> new Json.Truth(true);
            case VALUE_FALSE -> new Json.Truth(false);
            case VALUE_NULL -> new Json.Nothing();
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                    throw new IllegalStateException("no value begins with it");
        };
    }

    private static Json members(JsonParser parser) {
        var members = new LinkedHashMap<String, Json>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            parser.nextToken();
            members.put(name, value(parser));
        }
        return new Json.Members(members);
    }

    private static Json items(JsonParser parser) {
        var items = new ArrayList<Json>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
        }
        return new Json.Items(items);
    }

    public static String write(Json json) {
        var text = new StringBuilder();
        write(json, text);
        return text.toString();
    }

    private static void write(Json json, StringBuilder text) {
        switch (json) {
            case Json.Nothing _ -> text.append("null");
            case Json.Truth(boolean value) -> text.append(value);
            case Json.Figure(double value, boolean whole) ->
                    text.append(whole ? "%.0f".formatted(value) : Double.toString(value));
            case Json.Text(String value) -> quote(value, text);
            case Json.Items(var items) -> {
                var separator = "[";
                for (var item : items) {
                    text.append(separator);
                    write(item, text);
                    separator = ", ";
                }
                text.append(items.isEmpty() ? "[]" : "]");
            }
            case Json.Members(var members) -> {
                var separator = "{";
                for (var member : members.entrySet()) {
                    text.append(separator);
                    quote(member.getKey(), text);
                    text.append(": ");
                    write(member.getValue(), text);
                    separator = ", ";
                }
                text.append(members.isEmpty() ? "{}" : "}");
            }
        }
    }

    private static void quote(String value, StringBuilder text) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                default -> {
                    if (c < ' ' || c > '~') {
                        text.append("\\u%04x".formatted((int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }
}
