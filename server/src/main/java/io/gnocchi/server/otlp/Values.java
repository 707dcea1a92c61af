package io.gnocchi.server.otlp;

import io.gnocchi.core.model.MalformedException;
import io.gnocchi.server.wire.Json;
import io.gnocchi.server.wire.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The values of attributes:
///
/// ```
/// AnyValue   { oneof { string = 1; bool = 2; int64 = 3; double = 4; Array array = 5; KeyValues pairs = 6; bytes = 7; } }
/// Array      { repeated AnyValue values = 1; }
/// KeyValues  { repeated KeyValue values = 1; }
/// ```
final class Values {
    private static final int MAX_DEPTH = 32;

    private Values() {}

    /// As text: texts as they are, what has parts as JSON, pairs by key; nothing is an empty text.
    static String text(Json value) {
        return switch (value) {
            case Json.Text(var text) -> text;
            case Json.Null _ -> "";
            case Json.Bool(var flag) -> String.valueOf(flag);
            case Json.Numeral(var literal) -> literal;
            case Json.Sequence _, Json.Dictionary _ -> written(value);
        };
    }

    private static String written(Json value) {
        var bytes = new ByteArrayOutputStream();
        new JsonWriter(bytes, false).value(value).flush();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    static Json real(double value) {
        return new Json.Numeral(Double.toString(value));
    }

    static Json integer(long value) {
        return new Json.Numeral(Long.toString(value));
    }

    static Json octets(byte[] bytes) {
        return new Json.Text(Base64.getEncoder().encodeToString(bytes));
    }

    static Json read(Message value) throws IOException {
        return read(value, 0);
    }

    private static Json read(Message value, int depth) throws IOException {
        requireDepth(depth);
        Json found = new Json.Null();
        while (value.next()) {
            found =
                    switch (value.field()) {
                        case 1 -> new Json.Text(value.text());
                        case 2 -> new Json.Bool(value.integer() != 0);
                        case 3 -> integer(value.integer());
                        case 4 -> real(value.real());
                        case 5 -> sequence(value.message(), depth + 1);
                        case 6 -> dictionary(value.message(), depth + 1);
                        case 7 -> octets(value.octets());
                        default -> found;
                    };
        }
        return found;
    }

    private static Json sequence(Message values, int depth) throws IOException {
        var items = new ArrayList<Json>();
        while (values.next()) {
            if (values.field() == 1) {
                items.add(read(values.message(), depth));
            }
        }
        return new Json.Sequence(items);
    }

    private static Json dictionary(Message pairs, int depth) throws IOException {
        var members = new TreeMap<String, Json>();
        while (pairs.next()) {
            if (pairs.field() == 1) {
                var pair = pairs.message();
                members.put(key(pair), member(pair.last(2), depth));
            }
        }
        return new Json.Dictionary(members);
    }

    private static String key(Message pair) throws IOException {
        var key = "";
        while (pair.next()) {
            if (pair.field() == 1) {
                key = pair.text();
            }
        }
        return key;
    }

    private static Json member(@Nullable Message value, int depth) throws IOException {
        return value == null ? new Json.Null() : read(value, depth);
    }

    static void requireDepth(int depth) {
        if (depth > MAX_DEPTH) {
            throw new MalformedException("the value of an attribute is too deep");
        }
    }
}
