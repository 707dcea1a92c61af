package io.gnocchi.core.model;

/// The subset of ISO-8601 that users may write: `YYYY-MM`, `YYYY-MM-DD`, or a date, `T` or a blank
/// and `hh`, `hh:mm` or `hh:mm:ss` with a fraction, then `Z`, `±hh`, `±hhmm`, `±hh:mm` or nothing,
/// which is UTC. Digits below the nanosecond are cut off.
///
/// Lists of a hundred thousand of them are common, so this reads characters and builds nothing.
final class IsoTimestamp {
    /// Not a timestamp.
    static final long NONE = Long.MIN_VALUE;

    /// A timestamp that nanoseconds in 64 bits cannot hold, or before the Epoch.
    static final long OUT_OF_RANGE = -1;

    private static final long MAX_SECONDS = Long.MAX_VALUE / Timestamps.SECOND - 1;

    private final String text;
    private int at;
    private boolean wrong;

    private IsoTimestamp(String text) {
        this.text = text;
    }

    /// Nanoseconds since the Epoch, `OUT_OF_RANGE`, or `NONE`.
    static long parse(String text) {
        var reader = new IsoTimestamp(text);
        while (Character.isWhitespace(reader.peek())) {
            reader.at++;
        }
        return reader.timestamp();
    }

    private long timestamp() {
        int year = digits(4);
        expect('-');
        int month = digits(2);
        int day = 1;
        long nanosOfDay = 0;
        long zoneSeconds = 0;
        if (peek() == '-') {
            at++;
            day = digits(2);
            if (peek() == 'T' || peek() == ' ') {
                at++;
                nanosOfDay = time();
                zoneSeconds = zone();
            }
        }
        if (wrong || at != text.length() || !isDate(year, month, day)) {
            return NONE;
        }
        return inRange(epochDay(year, month, day) * 86_400 - zoneSeconds, nanosOfDay);
    }

    private static long inRange(long midnight, long nanosOfDay) {
        long seconds = midnight + nanosOfDay / Timestamps.SECOND;
        if (seconds < 0 || seconds > MAX_SECONDS) {
            return OUT_OF_RANGE;
        }
        return seconds * Timestamps.SECOND + nanosOfDay % Timestamps.SECOND;
    }

    private long time() {
        long seconds = 3600L * below(24);
        if (peek() != ':') {
            return seconds * Timestamps.SECOND;
        }
        at++;
        seconds += 60L * below(60);
        if (peek() != ':') {
            return seconds * Timestamps.SECOND;
        }
        at++;
        seconds += below(60);
        return seconds * Timestamps.SECOND + (peek() == '.' ? fraction() : 0);
    }

    private long fraction() {
        int start = ++at;
        long nanos = 0;
        long unit = Timestamps.SECOND / 10;
        for (; isDigit(peek()); at++) {
            nanos += (peek() - '0') * unit;
            unit /= 10;
        }
        wrong |= at == start;
        return nanos;
    }

    private long zone() {
        char sign = peek();
        if (sign == 'Z') {
            at++;
            return 0;
        }
        if (sign != '+' && sign != '-') {
            return 0;
        }
        at++;
        long seconds = 3600L * below(24);
        if (peek() == ':') {
            at++;
            seconds += 60L * below(60);
        } else if (isDigit(peek())) {
            seconds += 60L * below(60);
        }
        return sign == '-' ? -seconds : seconds;
    }

    private int below(int limit) {
        int number = digits(2);
        wrong |= number >= limit;
        return number;
    }

    private int digits(int count) {
        int number = 0;
        for (int i = 0; i < count; i++, at++) {
            char digit = peek();
            wrong |= !isDigit(digit);
            number = number * 10 + (digit - '0');
        }
        return number;
    }

    private void expect(char character) {
        wrong |= peek() != character;
        at++;
    }

    /// The next character, or 0 at the end.
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static boolean isDate(int year, int month, int day) {
        if (month < 1 || month > 12 || day < 1) {
            return false;
        }
        var leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return day
                <= switch (month) {
                    case 2 -> leap ? 29 : 28;
                    case 4, 6, 9, 11 -> 30;
                    default -> 31;
                };
    }

    /// Days since 1970-01-01, counting years from March so that the leap day comes last.
    private static long epochDay(int year, int month, int day) {
        long marchYear = month > 2 ? year : year - 1L;
        long dayOfYear = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        return marchYear * 365
                + Math.floorDiv(marchYear, 4L)
                - Math.floorDiv(marchYear, 100L)
                + Math.floorDiv(marchYear, 400L)
                + dayOfYear
                - 719_468;
    }
}
