package io.gnocchi.server.wire;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import tools.jackson.core.JsonToken;

/// Reads a small body whole.
public final class JsonReader {
    private JsonReader() {}

    /// A whole body.
    ///
    /// @throws UndecodableBodyException when it is not one JSON document with distinct names
    public static Json read(InputStream body) {
        try (var tokens = new Tokens(body)) {
            tokens.next();
            var json = value(tokens);
            tokens.end();
            return json;
        }
    }

    /// The value whose first token is the current one.
    static Json value(Tokens tokens) {
        return switch (tokens.current()) {
            case START_OBJECT -> dictionary(tokens);
            case START_ARRAY -> sequence(tokens);
            case VALUE_STRING -> new Json.Text(tokens.text());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Numeral(tokens.text());
            case VALUE_TRUE -> new Json.Bool(true);
            case VALUE_FALSE -> new Json.Bool(false);
            case VALUE_NULL -> new Json.Null();
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                    throw new IllegalStateException("no value begins with " + tokens.current());
        };
    }

    private static Json dictionary(Tokens tokens) {
        var members = new LinkedHashMap<String, Json>();
        while (tokens.next() != JsonToken.END_OBJECT) {
            var name = tokens.name();
            tokens.next();
            if (members.put(name, value(tokens)) != null) {
                throw new UndecodableBodyException("Duplicate key '" + name + "'");
            }
        }
        return new Json.Dictionary(members);
    }

    private static Json sequence(Tokens tokens) {
        var items = new ArrayList<Json>();
        while (tokens.next() != JsonToken.END_ARRAY) {
            items.add(value(tokens));
        }
        return new Json.Sequence(items);
    }
}
