package io.gnocchi.server.wire;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Texts that pass for numbers in a body: what Python's `float` accepts.
final class PythonNumber {
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final int MAX_LENGTH = 400;

    private PythonNumber() {}

    /// The number, or null when the text is none.
    static @Nullable Double parse(String text) {
        var stripped = text.strip();
        if (stripped.length() > MAX_LENGTH) {
            return null;
        }
        if (DECIMAL.matcher(stripped).matches()) {
            return Double.valueOf(stripped);
        }
        return switch (stripped.toLowerCase(Locale.ROOT)) {
            case "nan", "+nan", "-nan" -> Double.NaN;
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> null;
        };
    }
}
