package io.gnocchi.core.model;

import java.math.BigDecimal;

/// Floating-point numbers as the clients of this API have always written and read them: Python's
/// `float(text)` and `repr(number)`.
public final class NumberText {
    private NumberText() {}

    /// Whether the text is a number: digits with an optional sign, fraction and exponent, or `inf`,
    /// `infinity`, `nan` in any case; blanks around it do not matter. Java's own suffixes (`1d`)
    /// and hexadecimal forms are not numbers.
    public static boolean isNumber(String text) {
        int end = endWithoutBlanks(text);
        int at = sign(text, startWithoutBlanks(text, end), end);
        return isDecimal(text, at, end) || isWord(text, at, end);
    }

    /// The nearest double.
    ///
    /// @throws MalformedException when the text is not a number
    public static double parse(String text) {
        if (!isNumber(text)) {
            throw new MalformedException("not a number");
        }
        int end = endWithoutBlanks(text);
        int start = startWithoutBlanks(text, end);
        int at = sign(text, start, end);
        var negative = text.charAt(start) == '-';
        return switch (text.charAt(at)) {
            case 'n', 'N' -> Double.NaN;
            case 'i', 'I' -> negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
            default -> Double.parseDouble(text.substring(start, end));
        };
    }

    /// The shortest text that reads back as the same number: `60.0`, `31536000.0`, `1e-09`, `nan`.
    public static String text(double number) {
        if (Double.isNaN(number)) {
            return "nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "inf" : "-inf";
        }
        if (number == 0) {
            return Double.toString(number);
        }
        var decimal = BigDecimal.valueOf(number).stripTrailingZeros();
        int exponent = decimal.precision() - decimal.scale() - 1;
        if (exponent < -4 || exponent >= 16) {
            return scientific(decimal, exponent);
        }
        var plain = decimal.toPlainString();
        return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }

    private static String scientific(BigDecimal decimal, int exponent) {
        var digits = decimal.unscaledValue().abs().toString();
        var fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
        var padding = Math.abs(exponent) < 10 ? "0" : "";
        return (decimal.signum() < 0 ? "-" : "")
                + digits.charAt(0)
                + fraction
                + (exponent < 0 ? "e-" : "e+")
                + padding
                + Math.abs(exponent);
    }

    private static int endWithoutBlanks(String text) {
        int end = text.length();
        while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    private static int startWithoutBlanks(String text, int end) {
        int start = 0;
        while (start < end && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        return start;
    }

    private static int sign(String text, int at, int end) {
        return at < end && (text.charAt(at) == '+' || text.charAt(at) == '-') ? at + 1 : at;
    }

    private static boolean isDecimal(String text, int start, int end) {
        int whole = digits(text, start, end);
        int at = whole;
        int digits = whole - start;
        if (at < end && text.charAt(at) == '.') {
            at = digits(text, whole + 1, end);
            digits += at - whole - 1;
        }
        if (digits == 0) {
            return false;
        }
        if (at < end && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            int exponent = sign(text, at + 1, end);
            at = digits(text, exponent, end);
            if (at == exponent) {
                return false;
            }
        }
        return at == end;
    }

    private static int digits(String text, int start, int end) {
        int at = start;
        while (at < end && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    private static boolean isWord(String text, int start, int end) {
        int length = end - start;
        return switch (length) {
            case 3 ->
                    text.regionMatches(true, start, "nan", 0, 3)
                            || text.regionMatches(true, start, "inf", 0, 3);
            case 8 -> text.regionMatches(true, start, "infinity", 0, 8);
            default -> false;
        };
    }
}
