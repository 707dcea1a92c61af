package io.gnocchi.core.series;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.function.UnaryOperator;

/// The first instant of the bucket an instant falls into, nanoseconds since the Epoch. Buckets of
/// equal length are aligned on the Epoch; those of the calendar are UTC.
public final class Buckets {
    private static final long DAY = 86_400_000_000_000L;

    private Buckets() {}

    /// Buckets of equal length.
    ///
    /// @param granularityNanos the length of a bucket, positive
    public static long floor(long timestamp, long granularityNanos) {
        return timestamp - Math.floorMod(timestamp, granularityNanos);
    }

    /// Where the first bucket begins that does not begin before `instant`; `Long.MIN_VALUE` stays.
    public static long firstFrom(long instant, long granularityNanos) {
        return instant == Long.MIN_VALUE
                ? instant
                : Math.ceilDiv(instant, granularityNanos) * granularityNanos;
    }

    /// Begins on January 1.
    public static long year(long timestamp) {
        return onDate(timestamp, date -> date.withDayOfYear(1));
    }

    /// Begins on January 1 or July 1.
    public static long half(long timestamp) {
        return onDate(timestamp, date -> firstOfMonths(date, 6));
    }

    /// Begins on the first day of January, April, July or October.
    public static long quarter(long timestamp) {
        return onDate(timestamp, date -> firstOfMonths(date, 3));
    }

    /// Begins on the first day of the month.
    public static long month(long timestamp) {
        return onDate(timestamp, date -> date.withDayOfMonth(1));
    }

    /// Begins on Sunday.
    public static long week(long timestamp) {
        return onDate(
                timestamp, date -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY)));
    }

    private static LocalDate firstOfMonths(LocalDate date, int months) {
        int month = (date.getMonthValue() - 1) / months * months + 1;
        return LocalDate.of(date.getYear(), month, 1);
    }

    private static long onDate(long timestamp, UnaryOperator<LocalDate> first) {
        var date = LocalDate.ofEpochDay(Math.floorDiv(timestamp, DAY));
        return first.apply(date).toEpochDay() * DAY;
    }
}
