package io.gnocchi.server.wire;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Single points in time, as clients write and read them.
public final class Times {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long NANOS_PER_MICRO = 1000;
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT);

    private Times() {}

    /// Nanoseconds since the Epoch.
    ///
    /// @throws IllegalArgumentException whose message is for the caller
    public static long parse(String text, Instant now) {
        var column = new TimestampColumn(nanos(now));
        long nanos = column.text(text.toCharArray(), 0, text.length());
        requireGood(column);
        return nanos;
    }

    /// Nanoseconds since the Epoch.
    public static long nanos(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), NANOS_PER_SECOND), instant.getNano());
    }

    /// `2014-01-03T02:02:02+00:00`, with microseconds when there are any; null for null.
    public static @Nullable String text(@Nullable Instant instant) {
        if (instant == null) {
            return null;
        }
        var utc = instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
        return (utc.getNano() == 0 ? SECONDS : MICROS).format(utc) + "+00:00";
    }

    /// Whole seconds since the Epoch as `2014-01-03T02:02:02+00:00`.
    static String text(long epochSecond) {
        return SECONDS.format(Instant.ofEpochSecond(epochSecond).atOffset(ZoneOffset.UTC))
                + "+00:00";
    }

    /// A time in a body, rounded to microseconds.
    static Instant instant(Json json, JsonPath path, Instant now) {
        try {
            long nanos =
                    switch (json) {
                        case Json.Text(var text) -> parse(text, now);
                        case Json.Numeral number -> seconds(number.asDouble(), now);
                        case Json.Dictionary _, Json.Sequence _, Json.Bool _, Json.Null _ ->
                                throw new IllegalArgumentException(TimestampColumn.UNPARSABLE);
                    };
            long micros = (nanos + NANOS_PER_MICRO / 2) / NANOS_PER_MICRO;
            return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        } catch (IllegalArgumentException e) {
            throw path.wrong(String.valueOf(e.getMessage()));
        }
    }

    private static long seconds(double seconds, Instant now) {
        var column = new TimestampColumn(nanos(now));
        long nanos = column.seconds(seconds);
        requireGood(column);
        return nanos;
    }

    private static void requireGood(TimestampColumn column) {
        var problem = column.problem();
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
    }
}
