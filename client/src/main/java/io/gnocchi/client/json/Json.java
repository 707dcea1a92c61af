package io.gnocchi.client.json;

import java.io.StringWriter;
import java.io.Writer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.json.JsonWriteFeature;

/// JSON text to plain values and back.
///
/// An object becomes a map that keeps the order of its keys, a whole number a [Long] or
/// [BigInteger], any other number a [Double].
public final class Json {
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
                    .build();

    private Json() {}

    /// The value a text stands for; throws [MalformedJsonException].
    public static @Nullable Object read(String text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            return whole(parser);
        } catch (tools.jackson.core.JacksonException wrong) {
            throw new MalformedJsonException(said(wrong), wrong);
        }
    }

    /// The value these bytes of UTF-8 stand for; throws [MalformedJsonException].
    public static @Nullable Object read(byte[] text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            return whole(parser);
        } catch (tools.jackson.core.JacksonException wrong) {
            throw new MalformedJsonException(said(wrong), wrong);
        }
    }

    /// An object's members; throws [MalformedJsonException] when the value is none.
    @SuppressWarnings("unchecked")
    public static Map<String, @Nullable Object> object(@Nullable Object value) {
        if (value instanceof Map<?, ?> members) {
            return (Map<String, @Nullable Object>) members;
        }
        throw new MalformedJsonException("an object was expected, not " + write(value), null);
    }

    /// An array's elements; throws [MalformedJsonException] when the value is none.
    @SuppressWarnings("unchecked")
    public static List<@Nullable Object> array(@Nullable Object value) {
        if (value instanceof List<?> elements) {
            return (List<@Nullable Object>) elements;
        }
        throw new MalformedJsonException("an array was expected, not " + write(value), null);
    }

    /// The text of a value, in one line.
    public static String write(@Nullable Object value) {
        var text = new StringWriter();
        write(value, text);
        return text.toString();
    }

    /// Writes the text of a value, in one line.
    public static void write(@Nullable Object value, Writer to) {
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), to)) {
            put(generator, value);
        }
    }

    private static @Nullable Object whole(JsonParser parser) {
        Object value = value(parser, parser.nextToken());
        if (parser.nextToken() != null) {
            throw new MalformedJsonException("something follows the end of the JSON", null);
        }
        return value;
    }

    private static @Nullable Object value(JsonParser parser, @Nullable JsonToken token) {
        if (token == null) {
            throw new MalformedJsonException("there is no JSON", null);
        }
        return switch (token) {
            case START_OBJECT -> members(parser);
            case START_ARRAY -> elements(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> wholeNumber(parser);
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                    throw new MalformedJsonException("unexpected " + token, null);
        };
    }

    private static Object wholeNumber(JsonParser parser) {
        BigInteger number = parser.getBigIntegerValue();
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
    }

    private static Map<String, @Nullable Object> members(JsonParser parser) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            members.put(name, value(parser, parser.nextToken()));
        }
        return members;
    }

    private static List<@Nullable Object> elements(JsonParser parser) {
        var elements = new ArrayList<@Nullable Object>();
        for (JsonToken token = parser.nextToken();
                token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            elements.add(value(parser, token));
        }
        return elements;
    }

    private static void put(JsonGenerator generator, @Nullable Object value) {
        switch (value) {
            case null -> generator.writeNull();
            case Map<?, ?> members -> {
                generator.writeStartObject();
                members.forEach((name, member) -> {
                    generator.writeName(String.valueOf(name));
                    put(generator, member);
                });
                generator.writeEndObject();
            }
            case Iterable<?> elements -> {
                generator.writeStartArray();
                elements.forEach(element -> put(generator, element));
                generator.writeEndArray();
            }
            case Double number -> generator.writeNumber(number);
            case Long number -> generator.writeNumber(number);
            case Integer number -> generator.writeNumber(number);
            case BigInteger number -> generator.writeNumber(number);
            case Boolean truth -> generator.writeBoolean(truth);
            default -> generator.writeString(value.toString());
        }
    }

    private static String said(tools.jackson.core.JacksonException wrong) {
        var where = wrong.getLocation();
        return where == null
                ? wrong.getOriginalMessage()
                : "%s: line %d column %d"
                        .formatted(
                                wrong.getOriginalMessage(), where.getLineNr(), where.getColumnNr());
    }
}
