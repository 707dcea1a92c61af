package io.gnocchi.server.wire;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/// Timestamps of points as JSON shows them, cut to whole seconds: `"2020-01-01T00:00:00+00:00"`
/// with its quotes. Neighbours mostly share their day, which is spelt once for all of them.
final class PointTime {
    private static final long SECOND = 1_000_000_000;
    private static final long DAY_SECONDS = 86_400;
    private static final int YEAR = 1;
    private static final int MONTH = 6;
    private static final int DAY = 9;
    private static final int HOUR = 12;
    private static final int MINUTE = 15;
    private static final int SECONDS = 18;

    private final byte[] text = "\"1970-01-01T00:00:00+00:00\"".getBytes(StandardCharsets.US_ASCII);
    private long day;

    /// @return good until the next is asked for
    byte[] of(long nanos) {
        long seconds = Math.floorDiv(nanos, SECOND);
        long wanted = Math.floorDiv(seconds, DAY_SECONDS);
        if (wanted != day) {
            spell(LocalDate.ofEpochDay(wanted));
            day = wanted;
        }
        int time = (int) Math.floorMod(seconds, DAY_SECONDS);
        two(HOUR, time / 3600);
        two(MINUTE, time / 60 % 60);
        two(SECONDS, time % 60);
        return text;
    }

    private void spell(LocalDate date) {
        two(YEAR, date.getYear() / 100);
        two(YEAR + 2, date.getYear() % 100);
        two(MONTH, date.getMonthValue());
        two(DAY, date.getDayOfMonth());
    }

    private void two(int at, int number) {
        text[at] = (byte) ('0' + number / 10);
        text[at + 1] = (byte) ('0' + number % 10);
    }
}
