package io.gnocchi.server.wire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The members of a dictionary, taken out one by one with the complaints clients know.
final class Members {
    private final Map<String, Json> members;
    private final JsonPath path;

    private Members(Map<String, Json> members, JsonPath path) {
        this.members = members;
        this.path = path;
    }

    static Members of(Json json, JsonPath path) {
        if (json instanceof Json.Dictionary(var members)) {
            return new Members(members, path);
        }
        throw path.wrong("expected a dictionary");
    }

    /// Refuses every other name.
    Members only(String... names) {
        var known = Set.of(names);
        for (var name : members.keySet()) {
            if (!known.contains(name)) {
                throw path.key(name).wrongMember("extra keys not allowed");
            }
        }
        return this;
    }

    /// Refuses the absence of a name. To be called when the values that are there have been read,
    /// so that complaints about them come first.
    Members require(String... names) {
        for (var name : names) {
            if (!members.containsKey(name)) {
                throw path.key(name).wrongMember("required key not provided");
            }
        }
        return this;
    }

    boolean has(String name) {
        return members.containsKey(name);
    }

    JsonPath pathOf(String name) {
        return path.key(name);
    }

    @Nullable Json get(String name) {
        return members.get(name);
    }

    /// A value that must be there.
    Json required(String name) {
        require(name);
        return members.getOrDefault(name, new Json.Null());
    }

    /// A text, or null when absent.
    @Nullable String text(String name) {
        var json = members.get(name);
        return json == null ? null : textOf(json, pathOf(name));
    }

    /// A text that must be there.
    String requiredText(String name) {
        require(name);
        return textOf(members.getOrDefault(name, new Json.Null()), pathOf(name));
    }

    /// A text of limited length, or null when absent.
    @Nullable String text(String name, int maxLength) {
        var text = text(name);
        return text == null ? null : bounded(text, maxLength, pathOf(name));
    }

    /// A whole number, also as text, not below `least`; null when absent.
    @Nullable Integer integer(String name, int least) {
        var json = members.get(name);
        if (json == null) {
            return null;
        }
        long value = integerOf(json, pathOf(name));
        if (value < least) {
            throw pathOf(name).wrong("value must be at least " + least);
        }
        if (value > Integer.MAX_VALUE) {
            throw pathOf(name).wrong("value must be at most " + Integer.MAX_VALUE);
        }
        return (int) value;
    }

    /// A finite number; null when absent or null.
    @Nullable Double number(String name) {
        var json = members.get(name);
        return json == null || json instanceof Json.Null ? null : realOf(json, pathOf(name));
    }

    /// A list, or null when absent.
    @Nullable List<Json> list(String name) {
        var json = members.get(name);
        if (json == null) {
            return null;
        }
        if (json instanceof Json.Sequence(var items)) {
            return items;
        }
        throw pathOf(name).wrong("expected a list");
    }

    /// A dictionary, empty when absent.
    Map<String, Json> dictionary(String name) {
        var json = members.get(name);
        if (json == null) {
            return new LinkedHashMap<>();
        }
        return Members.of(json, pathOf(name)).members;
    }

    static String textOf(Json json, JsonPath path) {
        if (json instanceof Json.Text(var value)) {
            return Characters.storable(value, path);
        }
        throw path.wrong("expected str");
    }

    static String bounded(String text, int maxLength, JsonPath path) {
        if (text.codePointCount(0, text.length()) > maxLength) {
            throw path.wrong("length of value must be at most " + maxLength);
        }
        return text;
    }

    /// A finite number; truth values count as 1 and 0.
    static double realOf(Json json, JsonPath path) {
        double number =
                switch (json) {
                    case Json.Numeral numeral -> numeral.asDouble();
                    case Json.Bool(var flag) -> flag ? 1 : 0;
                    case Json.Text _, Json.Dictionary _, Json.Sequence _, Json.Null _ -> Double.NaN;
                };
        if (!Double.isFinite(number)) {
            throw path.wrong("expected Real");
        }
        return number;
    }

    private static long integerOf(Json json, JsonPath path) {
        try {
            return switch (json) {
                case Json.Numeral number ->
                        number.isIntegral()
                                ? Long.parseLong(number.literal())
                                : (long) number.asDouble();
                case Json.Text(var text) -> Long.parseLong(text.strip());
                case Json.Dictionary _, Json.Sequence _, Json.Bool _, Json.Null _ ->
                        throw path.wrong("expected int");
            };
        } catch (NumberFormatException _) {
            throw path.wrong("expected int");
        }
    }
}
