package io.gnocchi.server.wire;

import io.gnocchi.core.model.MalformedException;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.TimestampReader;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/// Reads `[{"timestamp": .., "value": ..}, ..]` into columns, without an object per measure.
///
/// A list with several faults is refused for the first of: an element that is no measure, a
/// timestamp, a value.
public final class MeasuresBody {
    private static final String UNEXPECTED = "unexpected measures format";

    private final Tokens tokens;
    private final JsonPath path;
    private final TimestampReader timestamps;
    private final Columns columns = new Columns();
    private boolean goodValues = true;
    private @Nullable String badTimestamp;

    private MeasuresBody(Tokens tokens, JsonPath path, long nowNanos) {
        this.tokens = tokens;
        this.path = path;
        timestamps = new TimestampReader(nowNanos);
    }

    /// A whole body.
    ///
    /// @param nowNanos what timestamps such as `-1 day` are relative to
    public static Measures read(InputStream body, long nowNanos) {
        var plain = new PlainDocument(body);
        var plainMeasures = new PlainMeasures(plain, nowNanos).take();
        if (plainMeasures != null && plain.takeEnd()) {
            return plainMeasures;
        }
        try (var tokens = new Tokens(plain.again(""))) {
            tokens.next();
            var measures = read(tokens, JsonPath.ROOT, nowNanos);
            tokens.end();
            return measures;
        }
    }

    /// The list whose first token is the current one.
    static Measures read(Tokens tokens, JsonPath path, long nowNanos) {
        return new MeasuresBody(tokens, path, nowNanos).list();
    }

    private Measures list() {
        if (tokens.current() == JsonToken.START_OBJECT) {
            return emptyDictionary();
        }
        if (tokens.current() != JsonToken.START_ARRAY) {
            throw path.wrong(UNEXPECTED);
        }
        while (tokens.next() != JsonToken.END_ARRAY) {
            measure();
        }
        if (badTimestamp != null) {
            throw path.wrong("unexpected timestamp '%s'".formatted(badTimestamp));
        }
        if (!goodValues) {
            throw path.wrong("unexpected measures value");
        }
        return columns.measures();
    }

    /// An empty dictionary has always passed for an empty list.
    private Measures emptyDictionary() {
        if (tokens.next() != JsonToken.END_OBJECT) {
            throw path.wrong(UNEXPECTED);
        }
        return columns.measures();
    }

    private void measure() {
        if (tokens.current() != JsonToken.START_OBJECT) {
            throw path.wrong(UNEXPECTED);
        }
        boolean timed = false;
        boolean valued = false;
        long timestamp = 0;
        double value = 0;
        while (tokens.next() != JsonToken.END_OBJECT) {
            var name = tokens.name();
            var token = tokens.next();
            if (name.equals("timestamp")) {
                requireFirst(timed, name);
                timed = true;
                timestamp = timestamp(token);
            } else if (name.equals("value")) {
                requireFirst(valued, name);
                valued = true;
                value = value(token);
            } else {
                tokens.skip();
            }
        }
        if (!timed) {
            throw path.wrong(UNEXPECTED);
        }
        goodValues = goodValues && valued;
        columns.add(timestamp, value);
    }

    private static void requireFirst(boolean seen, String name) {
        if (seen) {
            throw new UndecodableBodyException("Duplicate key '" + name + "'");
        }
    }

    private long timestamp(JsonToken token) {
        try {
            return switch (token) {
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> timestamps.read(tokens.number());
                case VALUE_TRUE -> timestamps.read(1);
                case VALUE_FALSE -> timestamps.read(0);
                case VALUE_STRING -> timestamps.read(tokens.text());
                default -> throw path.wrong(UNEXPECTED);
            };
        } catch (MalformedException e) {
            var problem = String.valueOf(e.getMessage());
            // What cannot be read outweighs what is too early.
            if (badTimestamp == null || problem.equals(TimestampReader.UNREADABLE)) {
                badTimestamp = problem;
            }
            return 0;
        }
    }

    private double value(JsonToken token) {
        return switch (token) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> tokens.number();
            case VALUE_TRUE -> 1;
            case VALUE_FALSE -> 0;
            case VALUE_STRING -> number(tokens.text());
            default -> {
                tokens.skip();
                goodValues = false;
                yield 0;
            }
        };
    }

    private double number(String text) {
        var number = PythonNumber.parse(text);
        if (number == null) {
            goodValues = false;
            return 0;
        }
        return number;
    }
}
