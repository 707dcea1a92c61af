package io.gnocchi.server.intake;

/// Numbers as lines of text have them: `1`, `-1.5`, `.5`, `2.`, `1e-3`. Words (`nan`), hexadecimal
/// forms and Java's suffixes are none.
public final class Decimal {
    private static final int MAX_LENGTH = 400;

    /// A number below this times or by a power of ten up to the last of these is rounded once, and
    /// so is the nearest double (Clinger's fast path).
    private static final long MAX_EXACT = 1L << 53;

    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22
    };

    private Decimal() {}

    /// The nearest double to a part of a text.
    ///
    /// @return not a number when it is none; infinite when it is out of range
    public static double parse(String text, int from, int to) {
        if (to - from > MAX_LENGTH) {
            return Double.NaN;
        }
        int begin = skipSign(text, from, to);
        int at = begin;
        long digits = 0;
        while (at < to && isDigit(text.charAt(at))) {
            digits = more(digits, text.charAt(at++));
        }
        int count = at - begin;
        int fraction = 0;
        if (at < to && text.charAt(at) == '.') {
            int point = at++;
            while (at < to && isDigit(text.charAt(at))) {
                digits = more(digits, text.charAt(at++));
            }
            fraction = at - point - 1;
        }
        if (count + fraction == 0) {
            return Double.NaN;
        }
        if (at == to && digits < MAX_EXACT && fraction < POWERS.length) {
            double number = digits / POWERS[fraction];
            return text.charAt(from) == '-' ? -number : number;
        }
        return at == to || isExponent(text, at, to)
                ? Double.parseDouble(text.substring(from, to))
                : Double.NaN;
    }

    /// Stays too large once it is.
    private static long more(long digits, char digit) {
        return digits < MAX_EXACT ? digits * 10 + (digit - '0') : digits;
    }

    private static boolean isExponent(String text, int at, int to) {
        if (text.charAt(at) != 'e' && text.charAt(at) != 'E') {
            return false;
        }
        int first = skipSign(text, at + 1, to);
        int end = first;
        while (end < to && isDigit(text.charAt(end))) {
            end++;
        }
        return end > first && end == to;
    }

    private static int skipSign(String text, int at, int to) {
        return at < to && (text.charAt(at) == '-' || text.charAt(at) == '+') ? at + 1 : at;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }
}
