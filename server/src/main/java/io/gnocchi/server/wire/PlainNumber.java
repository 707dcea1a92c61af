package io.gnocchi.server.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import tools.jackson.core.io.NumberInput;

/// Reads numbers as JSON writes them.
final class PlainNumber {
    private static final int LONGEST = 64;

    /// A number of so many digits fits in 64 bits.
    private static final int MOST_DIGITS = 18;

    private static final long MOST_EXACT = 1L << 53;

    /// The powers of ten that a double holds exactly.
    private static final double[] POWERS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22
    };

    private int at;
    private double value;

    /// The number read last.
    double value() {
        return value;
    }

    /// Reads a number that begins there, and is followed by something else.
    ///
    /// @return where it ends; negative when it is none, or another way to read it is safer
    int read(byte[] bytes, int begin) {
        at = begin;
        return read(bytes) ? at : -1;
    }

    private boolean read(byte[] bytes) {
        int begin = at;
        boolean isNegative = bytes[at] == '-';
        if (isNegative) {
            at++;
        }
        int first = at;
        long digits = digits(bytes, 0);
        int count = at - first;
        if (count == 0 || (count > 1 && bytes[first] == '0')) {
            return false;
        }
        int decimals = 0;
        if (bytes[at] == '.') {
            int point = ++at;
            digits = digits(bytes, digits);
            decimals = at - point;
            if (decimals == 0) {
                return false;
            }
        } else if (isNegative && digits == 0) {
            return false; // Whether it is a zero with a sign is for others to say.
        }
        boolean isExact = count + decimals <= MOST_DIGITS && digits <= MOST_EXACT;
        if (bytes[at] == 'e' || bytes[at] == 'E') {
            if (!exponent(bytes)) {
                return false;
            }
            isExact = false;
        }
        if (at - begin > LONGEST) {
            return false;
        }
        if (isExact) {
            // Both are exact, so the quotient is rounded once, as it has to be.
            double size = digits / POWERS[decimals];
            value = isNegative ? -size : size;
            return true;
        }
        value = NumberInput.parseDouble(new String(bytes, begin, at - begin, ISO_8859_1), true);
        return Double.isFinite(value);
    }

    /// Steps over an exponent.
    private boolean exponent(byte[] bytes) {
        at++;
        if (bytes[at] == '+' || bytes[at] == '-') {
            at++;
        }
        int first = at;
        var _ = digits(bytes, 0);
        return at > first;
    }

    /// Steps over digits.
    ///
    /// @param before the number of those before them
    /// @return the number of all; of too many it is any
    private long digits(byte[] bytes, long before) {
        long number = before;
        int next = at;
        for (int digit = bytes[next] - '0'; digit >= 0 && digit <= 9; digit = bytes[next] - '0') {
            number = number * 10 + digit;
            next++;
        }
        at = next;
        return number;
    }
}
