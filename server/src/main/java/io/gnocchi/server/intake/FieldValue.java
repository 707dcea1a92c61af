package io.gnocchi.server.intake;

import io.gnocchi.core.model.MalformedException;
import java.util.regex.Pattern;

/// Field values of InfluxDB's line protocol that are no texts: `1.5`, `.5e3`, `-2i`, `7u`, `true`.
final class FieldValue {
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]++");
    private static final Pattern NATURAL = Pattern.compile("[0-9]++");
    private static final int MAX_LENGTH = 400;

    private FieldValue() {}

    /// The number it is; 1 and 0 for booleans.
    static double parse(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            throw new MalformedException("a field has no value");
        }
        return switch (text) {
            case "t", "T", "true", "True", "TRUE" -> 1;
            case "f", "F", "false", "False", "FALSE" -> 0;
            default -> number(text);
        };
    }

    private static double number(String text) {
        var body = text.substring(0, text.length() - 1);
        return switch (text.charAt(text.length() - 1)) {
            case 'i' -> integer(body, "integer");
            case 'u' -> natural(body);
            default -> real(text);
        };
    }

    /// A whole number of 64 bits.
    static long integer(String text, String what) {
        if (!INTEGER.matcher(text).matches()) {
            throw new MalformedException("`%s' is not a valid %s".formatted(text, what));
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw new MalformedException("`%s' does not fit into 64 bits".formatted(text));
        }
    }

    private static double natural(String text) {
        if (!NATURAL.matcher(text).matches()) {
            throw new MalformedException("`%su' is not a valid unsigned integer".formatted(text));
        }
        try {
            long bits = Long.parseUnsignedLong(text);
            return bits >= 0 ? bits : 2.0 * ((bits >>> 1) | (bits & 1));
        } catch (NumberFormatException _) {
            throw new MalformedException("`%su' does not fit into 64 bits".formatted(text));
        }
    }

    private static double real(String text) {
        double number = Decimal.parse(text, 0, text.length());
        if (Double.isNaN(number)) {
            throw new MalformedException("`%s' is not a valid field value".formatted(text));
        }
        if (Double.isInfinite(number)) {
            throw new MalformedException("`%s' is out of range".formatted(text));
        }
        return number;
    }
}
