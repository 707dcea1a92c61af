package io.gnocchi.client.arguments;

import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// What a value must look like.
///
/// @param name how errors call it
/// @param fits whether a value does
/// @param complaint what is said of one that does not
public record ValueType(String name, Predicate<String> fits, UnaryOperator<String> complaint) {
    /// Anything.
    public static final ValueType TEXT = of("str", _ -> true);

    /// A whole number.
    public static final ValueType WHOLE = of("int", ValueType::isWhole);

    /// A number.
    public static final ValueType NUMBER = of("float", ValueType::isNumber);

    /// A whole number above zero.
    public static final ValueType POSITIVE = of("int", text -> isWhole(text) && number(text) > 0);

    /// Some time.
    public static final ValueType SECONDS =
            of("seconds", text -> isNumber(text) && number(text) > 0);

    /// A type whose values pass a test, with the usual words about those that do not.
    public static ValueType of(String name, Predicate<String> fits) {
        return new ValueType(
                name, fits, value -> "invalid %s value: %s".formatted(name, Reader.quoted(value)));
    }

    /// Whether a text is a whole number.
    public static boolean isWhole(String text) {
        return text.strip().matches("[+-]?[0-9]+(_[0-9]+)*");
    }

    /// Whether a text is a number as people and Python write it.
    public static boolean isNumber(String text) {
        return text.strip()
                .matches(
                        "(?i)[+-]?(([0-9]+(_[0-9]+)*\\.?([0-9]+)?|\\.[0-9]+)(e[+-]?[0-9]+)?|inf(inity)?|nan)");
    }

    /// The number a text that [#isNumber] stands for.
    public static double number(String text) {
        String bare = text.strip().replace("_", "").toLowerCase(java.util.Locale.ROOT);
        return switch (bare.replaceFirst("^[+-]", "")) {
            case "inf", "infinity" ->
                    bare.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
            case "nan" -> Double.NaN;
            default -> Double.parseDouble(bare);
        };
    }
}
