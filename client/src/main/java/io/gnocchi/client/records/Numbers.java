package io.gnocchi.client.records;

import java.util.Locale;
import java.util.regex.Pattern;

/// Values as files write them.
final class Numbers {
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

    private Numbers() {}

    /// The number; throws [IllegalArgumentException] when the text is none.
    static double read(String text) {
        String bare = text.strip();
        if (NUMBER.matcher(bare).matches()) {
            return Double.parseDouble(bare);
        }
        return switch (bare.toLowerCase(Locale.ROOT)) {
            case "nan" -> Double.NaN;
            case "inf", "+inf", "infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw new IllegalArgumentException("'" + bare + "' is no number");
        };
    }
}
