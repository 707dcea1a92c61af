package io.gnocchi.server.wire;

import io.gnocchi.core.model.Attribute;
import io.gnocchi.core.model.MalformedException;
import io.gnocchi.core.model.TimestampReader;
import io.gnocchi.core.model.Timestamps;
import io.gnocchi.core.model.UuidText;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Attributes of resource types, and their values, as clients write them.
final class AttributeBody {
    private static final int MAX_NAME_LENGTH = 63;
    private static final int MAX_TEXT_LENGTH = 256;
    private static final double MAX_WHOLE = 1e15;

    /// A prefix is enough: names with other characters further on have always been taken.
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_]*");

    /// What every resource has, and what answers need for themselves.
    private static final Set<String> RESERVED =
            Set.of(
                    "id",
                    "original_resource_id",
                    "type",
                    "metrics",
                    "revision",
                    "revision_start",
                    "revision_end",
                    "started_at",
                    "ended_at",
                    "user_id",
                    "project_id",
                    "created_by_user_id",
                    "created_by_project_id",
                    "get_metric",
                    "creator",
                    "lifespan");

    private AttributeBody() {}

    /// The attributes of a type, by name.
    static SortedMap<String, Attribute> readAll(Map<String, Json> definitions, JsonPath path) {
        var attributes = new TreeMap<String, Attribute>();
        definitions.forEach((name, definition) -> {
            var attribute = read(definition, path.key(name));
            requireName(name, path.key(name));
            attributes.put(name, attribute);
        });
        return attributes;
    }

    static void requireName(String name, JsonPath path) {
        Characters.storable(name, path);
        if (name.codePointCount(0, name.length()) > MAX_NAME_LENGTH
                || RESERVED.contains(name)
                || !NAME.matcher(name).lookingAt()) {
            throw new MalformedException(
                    "Invalid input: Resource attribute name %s is invalid".formatted(name));
        }
    }

    /// One definition: `{"type": "string", "required": false, "max_length": 32}`.
    static Attribute read(Json definition, JsonPath path) {
        var members = Members.of(definition, path);
        var type = members.requiredText("type");
        return switch (type) {
            case "string" -> text(members.only("type", "required", "min_length", "max_length"));
            case "number" -> number(members.only("type", "required", "min", "max"));
            case "uuid" -> new Attribute.Identifier(isRequired(plain(members)));
            case "bool" -> new Attribute.Flag(isRequired(plain(members)));
            case "datetime" -> new Attribute.Moment(isRequired(plain(members)));
            default -> throw members.pathOf("type").wrong("not a valid value");
        };
    }

    private static Members plain(Members members) {
        return members.only("type", "required");
    }

    private static boolean isRequired(Members members) {
        return switch (members.get("required")) {
            case null -> true;
            case Json.Bool(var required) -> required;
            default -> throw members.pathOf("required").wrong("expected bool");
        };
    }

    private static Attribute text(Members members) {
        boolean required = isRequired(members);
        int min = length(members, "min_length", 0, 0);
        int max = length(members, "max_length", 1, MAX_TEXT_LENGTH);
        if (min > max) {
            throw crossed(Integer.toString(min), Integer.toString(max));
        }
        return new Attribute.Text(required, min, max);
    }

    private static int length(Members members, String name, int least, int whenAbsent) {
        if (members.get(name) instanceof Json.Text) {
            throw members.pathOf(name).wrong("expected int");
        }
        var length = members.integer(name, least);
        if (length == null) {
            return whenAbsent;
        }
        if (length > MAX_TEXT_LENGTH) {
            throw members.pathOf(name).wrong("value must be at most " + MAX_TEXT_LENGTH);
        }
        return length;
    }

    private static Attribute number(Members members) {
        boolean required = isRequired(members);
        var min = members.number("min");
        var max = members.number("max");
        if (min != null && max != null && min > max) {
            throw crossed(text(min), text(max));
        }
        return new Attribute.Numeric(required, min, max);
    }

    private static MalformedException crossed(String min, String max) {
        return new MalformedException(
                "Invalid input: Resource attribute value min (or min_length) %s must be less than or equal to max (or max_length) %s!"
                        .formatted(min, max));
    }

    /// The value of an attribute, in the type an index wants.
    ///
    /// @param now what relative times are relative to
    static Object value(Attribute attribute, Json json, JsonPath path, Instant now) {
        return switch (attribute) {
            case Attribute.Text(_, var min, var max) ->
                    within(min, max, Members.textOf(json, path), path);
            case Attribute.Numeric(_, var min, var max) ->
                    bounded(min, max, Members.realOf(json, path), path);
            case Attribute.Identifier _ -> {
                var id = UuidText.parse(Members.textOf(json, path));
                if (id == null) {
                    throw path.wrong("badly formed hexadecimal UUID string");
                }
                yield id;
            }
            case Attribute.Flag _ -> {
                if (!(json instanceof Json.Bool(var flag))) {
                    throw path.wrong("expected bool");
                }
                yield flag;
            }
            case Attribute.Moment _ -> moment(json, path, now);
        };
    }

    /// A point in time, rounded to microseconds.
    ///
    /// @param now what relative times are relative to
    static Instant moment(Json json, JsonPath path, Instant now) {
        try {
            return moment(json, now);
        } catch (MalformedException e) {
            throw path.wrong(String.valueOf(e.getMessage()));
        }
    }

    /// A point in time, rounded to microseconds.
    ///
    /// @param now what relative times are relative to
    /// @throws MalformedException with the reader's complaint
    static Instant moment(Json json, Instant now) {
        var reader = new TimestampReader(Timestamps.nanos(now));
        return Timestamps.instant(
                switch (json) {
                    case Json.Text(var text) -> reader.read(text);
                    case Json.Numeral number -> reader.read(number.asDouble());
                    case Json.Dictionary _, Json.Sequence _, Json.Bool _, Json.Null _ ->
                            throw new MalformedException(TimestampReader.UNREADABLE);
                });
    }

    private static double bounded(
            @Nullable Double min, @Nullable Double max, double number, JsonPath path) {
        if (min != null && number < min) {
            throw path.wrong("value must be at least " + text(min));
        }
        if (max != null && number > max) {
            throw path.wrong("value must be at most " + text(max));
        }
        return number;
    }

    private static String within(int min, int max, String text, JsonPath path) {
        if (text.codePointCount(0, text.length()) < min) {
            throw path.wrong("length of value must be at least " + min);
        }
        return Members.bounded(text, max, path);
    }

    /// A definition as clients read it.
    static Json.Dictionary json(Attribute attribute) {
        var members = new LinkedHashMap<String, Json>();
        members.put("type", new Json.Text(type(attribute)));
        members.put("required", new Json.Bool(attribute.required()));
        switch (attribute) {
            case Attribute.Text(_, var min, var max) -> {
                members.put("min_length", new Json.Numeral(Integer.toString(min)));
                members.put("max_length", new Json.Numeral(Integer.toString(max)));
            }
            case Attribute.Numeric(_, var min, var max) -> {
                members.put("min", bound(min));
                members.put("max", bound(max));
            }
            case Attribute.Identifier _, Attribute.Flag _, Attribute.Moment _ -> {}
        }
        return new Json.Dictionary(members);
    }

    private static Json bound(@Nullable Double number) {
        return number == null ? new Json.Null() : new Json.Numeral(text(number));
    }

    /// A bound as it was most likely written: whole numbers without a point.
    private static String text(double bound) {
        boolean isWhole = bound == Math.rint(bound) && Math.abs(bound) < MAX_WHOLE;
        return isWhole ? Long.toString((long) bound) : PythonFloat.text(bound);
    }

    private static String type(Attribute attribute) {
        return switch (attribute) {
            case Attribute.Text _ -> "string";
            case Attribute.Numeric _ -> "number";
            case Attribute.Identifier _ -> "uuid";
            case Attribute.Flag _ -> "bool";
            case Attribute.Moment _ -> "datetime";
        };
    }
}
