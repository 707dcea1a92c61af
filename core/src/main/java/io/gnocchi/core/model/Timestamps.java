package io.gnocchi.core.model;

import java.time.Instant;
import java.time.LocalDate;

/// Instants as nanoseconds since the Epoch, never negative in what users send, and their texts.
public final class Timestamps {
    static final long SECOND = 1_000_000_000;
    private static final long SECONDS_PER_DAY = 86_400;

    private Timestamps() {}

    /// Reads one timestamp; for a list whose first element decides the format see
    /// [TimestampReader].
    ///
    /// @throws MalformedException with the message for the user
    public static long parse(String text, long nowNanos) {
        return new TimestampReader(nowNanos).read(text);
    }

    /// Nanoseconds since the Epoch.
    public static long nanos(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), SECOND), instant.getNano());
    }

    /// The nearest microsecond, which is what the index keeps.
    public static Instant instant(long nanos) {
        long micros = Math.floorDiv(nanos, 1000L) + (Math.floorMod(nanos, 1000L) >= 500 ? 1 : 0);
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
    }

    /// As measures show it, cut to whole seconds: `2020-01-01T00:00:00+00:00`.
    public static String measureText(long nanos) {
        var text = new StringBuilder(25);
        appendSeconds(text, Math.floorDiv(nanos, SECOND));
        return text.append("+00:00").toString();
    }

    /// As resources show it, with microseconds unless they are zero:
    /// `2026-11-23T07:51:00.158743+00:00`.
    public static String resourceText(Instant instant) {
        var text = new StringBuilder(32);
        appendSeconds(text, instant.getEpochSecond());
        int micros = instant.getNano() / 1000;
        if (micros > 0) {
            appendDigits(text.append('.'), micros, 6);
        }
        return text.append("+00:00").toString();
    }

    private static void appendSeconds(StringBuilder text, long seconds) {
        var date = LocalDate.ofEpochDay(Math.floorDiv(seconds, SECONDS_PER_DAY));
        long time = Math.floorMod(seconds, SECONDS_PER_DAY);
        appendDigits(text, date.getYear(), 4).append('-');
        appendDigits(text, date.getMonthValue(), 2).append('-');
        appendDigits(text, date.getDayOfMonth(), 2).append('T');
        appendDigits(text, time / 3600, 2).append(':');
        appendDigits(text, time / 60 % 60, 2).append(':');
        appendDigits(text, time % 60, 2);
    }

    /// Appends a number with zeros before it.
    static StringBuilder appendDigits(StringBuilder text, long number, int width) {
        long scale = 1;
        for (int i = 1; i < width; i++) {
            scale *= 10;
        }
        while (scale > 1 && number < scale) {
            text.append('0');
            scale /= 10;
        }
        return text.append(number);
    }
}
