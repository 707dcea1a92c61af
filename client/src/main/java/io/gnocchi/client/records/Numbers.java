package io.gnocchi.client.records;

import java.util.Locale;

/// Values as files write them.
final class Numbers {
    private Numbers() {}

    /// The number; throws [IllegalArgumentException] when the text is none.
    static double read(String text) {
        String bare = text.strip();
        return switch (bare.toLowerCase(Locale.ROOT)) {
            case "nan" -> Double.NaN;
            case "inf", "+inf", "infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> {
                if (!bare.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?")) {
                    throw new IllegalArgumentException("'" + bare + "' is no number");
                }
                yield Double.parseDouble(bare);
            }
        };
    }
}
