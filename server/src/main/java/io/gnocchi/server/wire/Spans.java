package io.gnocchi.server.wire;

import io.gnocchi.core.model.Timespan;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Lengths of time as clients write them (`60`, `5 minutes`, `1 day, 2:00:00`, `1:30`) and as they
/// read them (`0:01:00`).
public final class Spans {
    private static final int MAX_LENGTH = 100;
    private static final String NUMBER = "(\\d+(?:\\.\\d+)?)\\s*";
    private static final String BETWEEN = "(?:\\s*[,/]\\s*|\\s+|)";
    private static final Pattern UNITS =
            Pattern.compile(
                    optional("w|wks?|weeks?")
                            + optional("d|dys?|days?")
                            + optional("h|hrs?|hours?")
                            + optional("m|mins?|minutes?")
                            + optional("s|secs?|seconds?"));
    private static final Pattern CLOCK =
            Pattern.compile(
                    optional("w|wks?|weeks?")
                            + optional("d|dys?|days?")
                            + "(?:(?:(?:(\\d+):)?(\\d+):)?(\\d+))?:(\\d{1,2}(?:\\.\\d+)?)");
    private static final long[] UNIT_SECONDS = {604_800, 86_400, 3_600, 60, 1};
    private static final long[] CLOCK_SECONDS = {604_800, 86_400, 86_400, 3_600, 60, 1};
    private static final long SECOND = 1_000_000_000;
    private static final long MINUTE = 60;
    private static final long HOUR = 3_600;
    private static final long DAY = 86_400;

    private Spans() {}

    /// A length above zero.
    ///
    /// @throws IllegalArgumentException whose message is for the caller
    public static Timespan parse(String text) {
        long nanos = signedNanos(text);
        if (nanos <= 0) {
            throw new IllegalArgumentException("Timespan must be positive");
        }
        return new Timespan(nanos);
    }

    /// A length that may be negative or zero, in nanoseconds.
    ///
    /// @throws IllegalArgumentException whose message is for the caller
    static long signedNanos(String text) {
        var number = PythonNumber.parse(text);
        if (number != null && Double.isFinite(number)) {
            return nanos(new BigDecimal(text.strip().replaceFirst("\\.(?=$|[eE])", "")));
        }
        var expression = text.strip().toLowerCase(Locale.ROOT);
        boolean negative = expression.startsWith("-");
        if (negative || expression.startsWith("+")) {
            expression = expression.substring(1).strip();
        }
        var seconds = expression.length() > MAX_LENGTH ? null : seconds(expression);
        if (seconds == null) {
            throw unparsable();
        }
        return nanos(negative ? seconds.negate() : seconds);
    }

    /// `H:MM:SS[.ffffff]`, with `D day[s], ` in front from a day on.
    static String text(Timespan span) {
        long seconds = span.nanos() / SECOND;
        long micros = span.nanos() % SECOND / 1000;
        long days = seconds / DAY;
        var front = days == 0 ? "" : days + (days == 1 ? " day, " : " days, ");
        var clock =
                "%d:%02d:%02d"
                        .formatted(seconds % DAY / HOUR, seconds % HOUR / MINUTE, seconds % MINUTE);
        return front + clock + (micros == 0 ? "" : ".%06d".formatted(micros));
    }

    private static @Nullable BigDecimal seconds(String expression) {
        var units = sum(UNITS, UNIT_SECONDS, expression);
        return units != null ? units : sum(CLOCK, CLOCK_SECONDS, expression);
    }

    private static @Nullable BigDecimal sum(Pattern pattern, long[] seconds, String expression) {
        var matcher = pattern.matcher(expression);
        if (expression.isEmpty() || !matcher.matches()) {
            return null;
        }
        var sum = BigDecimal.ZERO;
        for (int i = 0; i < seconds.length; i++) {
            var part = matcher.group(i + 1);
            if (part != null) {
                sum = sum.add(new BigDecimal(part).multiply(BigDecimal.valueOf(seconds[i])));
            }
        }
        return sum;
    }

    private static long nanos(BigDecimal seconds) {
        if (seconds.precision() - seconds.scale() > 11) {
            throw new IllegalArgumentException("Timespan is too large");
        }
        if (seconds.scale() - seconds.precision() > 9) {
            return 0;
        }
        BigInteger nanos = seconds.multiply(BigDecimal.valueOf(SECOND)).toBigInteger();
        if (nanos.bitLength() > 63) {
            throw new IllegalArgumentException("Timespan is too large");
        }
        return nanos.longValueExact();
    }

    private static String optional(String unit) {
        return "(?:" + NUMBER + "(?:" + unit + ")(?![a-z])" + BETWEEN + ")?";
    }

    private static IllegalArgumentException unparsable() {
        return new IllegalArgumentException("Unable to parse timespan");
    }
}
