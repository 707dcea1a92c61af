package io.gnocchi.server.otlp;

import io.gnocchi.core.model.MalformedException;
import io.gnocchi.server.wire.Json;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The fields of a message in OTLP's JSON. One that is not there, or null, is what it is without a
/// value: 0, no text, nothing in it.
final class JsonFields {
    private final Map<String, Json> members;

    /// @throws MalformedException when it is no object
    JsonFields(Json message) {
        members =
                switch (message) {
                    case Json.Dictionary(var all) -> all;
                    case Json.Null _ -> Map.of();
                    default -> throw new MalformedException("not an object where one should be");
                };
    }

    boolean has(String name) {
        return member(name) != null;
    }

    private @Nullable Json member(String name) {
        var member = members.get(name);
        return member instanceof Json.Null ? null : member;
    }

    /// The message in a field.
    JsonFields inner(String name) {
        var member = member(name);
        return new JsonFields(member == null ? new Json.Null() : member);
    }

    /// The messages in a field.
    List<JsonFields> each(String name) {
        return messages(name, member(name));
    }

    private static List<JsonFields> messages(String name, @Nullable Json list) {
        return items(name, list).stream().map(JsonFields::new).toList();
    }

    private List<Json> items(String name) {
        return items(name, member(name));
    }

    private static List<Json> items(String name, @Nullable Json list) {
        return switch (list) {
            case null -> List.of();
            case Json.Null _ -> List.of();
            case Json.Sequence(var items) -> items;
            default -> throw new MalformedException("`%s' is no array".formatted(name));
        };
    }

    String text(String name) {
        return switch (member(name)) {
            case null -> "";
            case Json.Text(var text) -> text;
            default -> throw new MalformedException("`%s' is no text".formatted(name));
        };
    }

    /// A text or a number, as it is written.
    String word(String name) {
        return member(name) instanceof Json.Numeral(var literal) ? literal : text(name);
    }

    long integer(String name) {
        return parseInteger(name, word(name));
    }

    /// An integer as it is written; none is 0.
    static long parseInteger(String name, String word) {
        try {
            return word.isEmpty() ? 0 : Long.parseLong(word);
        } catch (NumberFormatException _) {
            throw new MalformedException("`%s' is no integer: %s".formatted(name, word));
        }
    }

    /// An integer of 32 bits.
    int small(String name) {
        long integer = integer(name);
        if (integer != (int) integer) {
            throw new MalformedException("`%s' is out of range: %d".formatted(name, integer));
        }
        return (int) integer;
    }

    double natural(String name) {
        var word = word(name);
        return word.isEmpty() ? 0 : Naturals.parse(word);
    }

    double[] naturals(String name) {
        return items(name).stream().mapToDouble(item -> Naturals.parse(word(item))).toArray();
    }

    private static String word(Json item) {
        return switch (item) {
            case Json.Numeral(var literal) -> literal;
            case Json.Text(var text) -> text;
            default -> throw new MalformedException("not a number where one should be");
        };
    }

    double real(String name) {
        var real = realIfAny(name);
        return real == null ? 0 : real;
    }

    @Nullable Double realIfAny(String name) {
        var member = member(name);
        return member == null ? null : number(member);
    }

    double[] reals(String name) {
        return items(name).stream().mapToDouble(JsonFields::number).toArray();
    }

    private static double number(Json item) {
        return parseReal(word(item));
    }

    /// A number. Those that JSON cannot write are texts: `NaN`, `Infinity`, `-Infinity`.
    static double parseReal(String word) {
        try {
            return Double.parseDouble(word);
        } catch (NumberFormatException _) {
            throw new MalformedException("`%s' is no number".formatted(word));
        }
    }

    void readAttributes(Labels into) {
        readAttributes(each("attributes"), into);
    }

    SortedMap<String, String> attributes() {
        var labels = new Labels();
        readAttributes(labels);
        return labels.texts();
    }

    /// Those in a list.
    static SortedMap<String, String> attributes(Json list) {
        var labels = new Labels();
        readAttributes(messages("attributes", list), labels);
        return labels.texts();
    }

    private static void readAttributes(List<JsonFields> pairs, Labels into) {
        for (var pair : pairs) {
            into.put(pair.text("key"), Values.text(value(pair.inner("value"), 0)));
        }
    }

    /// The value of an attribute.
    static Json value(JsonFields any, int depth) {
        Values.requireDepth(depth);
        if (any.has("stringValue")) {
            return new Json.Text(any.text("stringValue"));
        }
        if (any.member("boolValue") instanceof Json.Bool flag) {
            return flag;
        }
        if (any.has("intValue")) {
            return Values.integer(any.integer("intValue"));
        }
        var real = any.realIfAny("doubleValue");
        if (real != null) {
            return Values.real(real);
        }
        if (any.has("arrayValue")) {
            return any.inner("arrayValue").sequence(depth + 1);
        }
        if (any.has("kvlistValue")) {
            return any.inner("kvlistValue").dictionary(depth + 1);
        }
        return any.has("bytesValue") ? any.octets("bytesValue") : new Json.Null();
    }

    private Json sequence(int depth) {
        var items = new ArrayList<Json>();
        each("values").forEach(item -> items.add(value(item, depth)));
        return new Json.Sequence(items);
    }

    private Json dictionary(int depth) {
        var pairs = new TreeMap<String, Json>();
        each("values")
                .forEach(pair -> pairs.put(pair.text("key"), value(pair.inner("value"), depth)));
        return new Json.Dictionary(pairs);
    }

    private Json octets(String name) {
        try {
            return Values.octets(Base64.getDecoder().decode(text(name)));
        } catch (IllegalArgumentException _) {
            throw new MalformedException("`%s' is not in base 64".formatted(name));
        }
    }
}
