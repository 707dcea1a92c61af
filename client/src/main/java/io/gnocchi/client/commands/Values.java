package io.gnocchi.client.commands;

import io.gnocchi.client.arguments.ValueType;
import java.math.BigInteger;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Values as words of a command line.
final class Values {
    private Values() {}

    /// Yes or no, null when it is neither.
    static @Nullable Boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "y", "yes", "t", "true", "on", "1" -> true;
            case "n", "no", "f", "false", "off", "0" -> false;
            default -> null;
        };
    }

    /// A number where it looks like one, else the text.
    static Object guessed(String text) {
        if (ValueType.isWhole(text)) {
            return new BigInteger(text.strip().replace("_", "").replaceFirst("^\\+", ""));
        }
        return ValueType.isNumber(text) ? (Object) ValueType.number(text) : text;
    }
}
