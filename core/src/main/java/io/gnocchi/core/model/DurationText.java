package io.gnocchi.core.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// Lengths of time as users write them: `90`, `1.5 hours`, `1w 2d`, `1 day, 2:00:00`, `1:30`, each
/// with an optional sign. One pass over a text of bounded length.
final class DurationText {
    private static final int MAX_LENGTH = 256;
    private static final int NANOS_DIGITS = 9;

    /// What stands before a number with a unit, from the longest unit to the shortest.
    private enum Unit {
        NONE(0),
        WEEK(604_800),
        DAY(86_400),
        HOUR(3_600),
        MINUTE(60),
        SECOND(1);

        private final BigDecimal seconds;

        Unit(long seconds) {
            this.seconds = BigDecimal.valueOf(seconds);
        }

        static Unit named(String word) {
            return switch (word) {
                case "w", "wk", "wks", "week", "weeks" -> WEEK;
                case "d", "dy", "dys", "day", "days" -> DAY;
                case "h", "hr", "hrs", "hour", "hours" -> HOUR;
                case "m", "min", "mins", "minute", "minutes" -> MINUTE;
                case "s", "sec", "secs", "second", "seconds" -> SECOND;
                default -> NONE;
            };
        }
    }

    private final String text;
    private int at;
    private Unit last = Unit.NONE;
    private BigDecimal seconds = BigDecimal.ZERO;

    private DurationText(String text) {
        this.text = text.toLowerCase(Locale.ROOT);
    }

    /// Nanoseconds, the rest truncated.
    ///
    /// @throws MalformedException when the text is no duration
    /// @throws ArithmeticException when it does not fit a long
    static long parseNanos(String text) {
        if (text.length() > MAX_LENGTH) {
            throw unparsable();
        }
        return NumberText.isNumber(text)
                ? nanos(NumberText.parse(text))
                : nanos(new DurationText(text).signed());
    }

    /// Nanoseconds of the shortest decimal that means this double, the rest truncated.
    ///
    /// @throws MalformedException when it is not finite
    /// @throws ArithmeticException when it does not fit a long
    static long nanos(double seconds) {
        if (!Double.isFinite(seconds)) {
            throw unparsable();
        }
        // Most are whole; what Java makes ready for its decimals takes a fiftieth of a start.
        int whole = (int) seconds;
        return whole == seconds
                ? TimeUnit.SECONDS.toNanos(whole)
                : nanos(BigDecimal.valueOf(seconds));
    }

    private static long nanos(BigDecimal seconds) {
        // A wide margin first: scaling 1e308 to an integer would make 308 digits for nothing.
        if (seconds.precision() - seconds.scale() > 10) {
            throw new ArithmeticException("beyond 2^63 ns");
        }
        return seconds.movePointRight(NANOS_DIGITS).setScale(0, RoundingMode.DOWN).longValueExact();
    }

    private static MalformedException unparsable() {
        return new MalformedException("Unable to parse timespan");
    }

    private BigDecimal signed() {
        skipBlanks();
        var negative = peek() == '-';
        if (negative || peek() == '+') {
            at++;
        }
        skipBlanks();
        if (atEnd()) {
            throw unparsable();
        }
        while (!atEnd()) {
            part();
        }
        return negative ? seconds.negate() : seconds;
    }

    private void part() {
        int start = at;
        while (isDigit(peek()) || peek() == '.') {
            at++;
        }
        var number = text.substring(start, at);
        if (peek() == ':') {
            clock(number);
            return;
        }
        skipBlanks();
        var unit = Unit.named(word());
        if (unit.compareTo(last) <= 0) {
            throw unparsable();
        }
        add(decimal(number), unit);
        last = unit;
        separator();
    }

    private void separator() {
        skipBlanks();
        if (last != Unit.SECOND && (peek() == ',' || peek() == '/')) {
            at++;
            skipBlanks();
        }
    }

    /// `:SS`, `M:SS`, `H:MM:SS` (also after weeks and days) or `D:HH:MM:SS`; ends the text.
    private void clock(String first) {
        var fields = text.substring(at + 1).stripTrailing().split(":", -1);
        at = text.length();
        for (int i = 0; i < fields.length - 1; i++) {
            demand(isDigits(fields[i], 2, 2));
        }
        var secondField = fields[fields.length - 1];
        demand(isSeconds(secondField));
        switch (fields.length) {
            case 1 -> {
                demand(last == Unit.NONE && isDigits(first, 0, 2));
                add(first.isEmpty() ? BigDecimal.ZERO : decimal(first), Unit.MINUTE);
            }
            case 2 -> {
                demand(last.compareTo(Unit.DAY) <= 0 && isDigits(first, 1, MAX_LENGTH));
                add(decimal(first), Unit.HOUR);
                add(decimal(fields[0]), Unit.MINUTE);
            }
            case 3 -> {
                demand(last == Unit.NONE && isDigits(first, 1, MAX_LENGTH));
                add(decimal(first), Unit.DAY);
                add(decimal(fields[0]), Unit.HOUR);
                add(decimal(fields[1]), Unit.MINUTE);
            }
            default -> throw unparsable();
        }
        add(decimal(secondField), Unit.SECOND);
    }

    private void add(BigDecimal number, Unit unit) {
        seconds = seconds.add(number.multiply(unit.seconds));
    }

    private static void demand(boolean right) {
        if (!right) {
            throw unparsable();
        }
    }

    private static boolean isSeconds(String field) {
        int point = field.indexOf('.');
        if (point < 0) {
            return isDigits(field, 2, 2);
        }
        return isDigits(field.substring(0, point), 2, 2)
                && isDigits(field.substring(point + 1), 1, MAX_LENGTH);
    }

    private static boolean isDigits(String field, int least, int most) {
        for (int i = 0; i < field.length(); i++) {
            if (!isDigit(field.charAt(i))) {
                return false;
            }
        }
        return field.length() >= least && field.length() <= most;
    }

    private static BigDecimal decimal(String number) {
        var firstPoint = number.indexOf('.');
        var digits = number.length() - (firstPoint < 0 ? 0 : 1);
        demand(digits > 0 && firstPoint == number.lastIndexOf('.'));
        return new BigDecimal(number);
    }

    private String word() {
        int start = at;
        while (peek() >= 'a' && peek() <= 'z') {
            at++;
        }
        return text.substring(start, at);
    }

    private void skipBlanks() {
        while (Character.isWhitespace(peek())) {
            at++;
        }
    }

    private boolean atEnd() {
        return at >= text.length();
    }

    /// The next character, or 0 at the end.
    private char peek() {
        return atEnd() ? 0 : text.charAt(at);
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }
}
