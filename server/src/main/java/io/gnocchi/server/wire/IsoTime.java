package io.gnocchi.server.wire;

/// ISO-8601 times in UTC or with an offset, from `YYYY-MM` to nanoseconds, read without making
/// objects: there is one in every measure.
final class IsoTime {
    /// The characters are no such time.
    static final long NONE = Long.MIN_VALUE;

    /// They are one, before or after what nanoseconds since the Epoch can say.
    static final long OUT_OF_RANGE = Long.MIN_VALUE + 1;

    private static final long SECOND = 1_000_000_000;
    private static final long MAX_SECONDS = Long.MAX_VALUE / SECOND;
    private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    private static final int FRACTION_DIGITS = 9;

    private final char[] text;
    private final int end;
    private int at;
    private boolean bad;

    private IsoTime(char[] text, int offset, int length) {
        this.text = text;
        at = offset;
        end = offset + length;
    }

    /// Nanoseconds since the Epoch, possibly negative, or [#NONE] or [#OUT_OF_RANGE].
    static long parse(char[] text, int offset, int length) {
        return new IsoTime(text, offset, length).nanos();
    }

    private long nanos() {
        while (at < end && text[at] == ' ') {
            at++;
        }
        int year = digits(4);
        expect('-');
        int month = digits(2);
        int day = at < end && text[at] == '-' ? after('-') : 1;
        if (bad || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) {
            return NONE;
        }
        long seconds = daysSinceEpoch(year, month, day) * 86_400;
        long fraction = 0;
        if (at < end) {
            if (text[at] != 'T' && text[at] != ' ') {
                return NONE;
            }
            at++;
            int hour = digits(2);
            int minute = at < end && text[at] == ':' ? after(':') : 0;
            int second = at < end && text[at] == ':' ? after(':') : 0;
            fraction = at < end && text[at] == '.' ? fraction() : 0;
            int offset = offset();
            if (bad || at != end || hour > 23 || minute > 59 || second > 59) {
                return NONE;
            }
            seconds += hour * 3600L + minute * 60L + second - offset;
        }
        return bad ? NONE : joined(seconds, fraction);
    }

    private static long joined(long seconds, long fraction) {
        if (Math.abs(seconds) >= MAX_SECONDS) {
            return OUT_OF_RANGE;
        }
        return seconds * SECOND + fraction;
    }

    private int after(char separator) {
        expect(separator);
        return digits(2);
    }

    private void expect(char c) {
        if (at < end && text[at] == c) {
            at++;
        } else {
            bad = true;
        }
    }

    private int digits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            if (at >= end || text[at] < '0' || text[at] > '9') {
                bad = true;
                return 0;
            }
            value = value * 10 + (text[at++] - '0');
        }
        return value;
    }

    /// What follows the point, to the nanosecond; more digits are cut.
    private long fraction() {
        at++;
        long value = 0;
        int read = 0;
        while (at < end && text[at] >= '0' && text[at] <= '9') {
            if (read < FRACTION_DIGITS) {
                value = value * 10 + (text[at] - '0');
                read++;
            }
            at++;
        }
        bad = bad || read == 0;
        for (; read < FRACTION_DIGITS; read++) {
            value *= 10;
        }
        return value;
    }

    /// Seconds east of Greenwich: `Z`, `+hh`, `+hhmm`, `+hh:mm` or nothing.
    private int offset() {
        if (at == end) {
            return 0;
        }
        char sign = text[at++];
        if (sign == 'Z') {
            return 0;
        }
        int hours = digits(2);
        if (at < end && text[at] == ':') {
            at++;
        }
        int minutes = at < end ? digits(2) : 0;
        bad = bad || (sign != '+' && sign != '-') || hours > 23 || minutes > 59;
        int seconds = hours * 3600 + minutes * 60;
        return sign == '-' ? -seconds : seconds;
    }

    private static int daysIn(int year, int month) {
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return month == 2 && leap ? 29 : DAYS[month - 1];
    }

    /// Days from 1970-01-01, counting years from March so that leap days come last.
    private static long daysSinceEpoch(int year, int month, int day) {
        long marchYear = month <= 2 ? year - 1L : year;
        long era = Math.floorDiv(marchYear, 400L);
        long yearOfEra = marchYear - era * 400;
        long dayOfYear = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097 + dayOfEra - 719_468;
    }
}
