package io.gnocchi.core.model;

/// A length of time: a granularity, a retention, a resampling step.
public record Timespan(long nanos) {
    private static final long SECOND = 1_000_000_000;
    private static final long DAY = 86_400 * SECOND;

    public Timespan {
        if (nanos <= 0) {
            throw new IllegalArgumentException("a timespan is positive, not " + nanos + " ns");
        }
    }

    /// Reads the text users write: `60`, `0.5`, `5 minutes`, `1 day, 0:00:00`, `1:30`. Cut to
    /// nanoseconds.
    ///
    /// @throws MalformedException with the message for the user
    public static Timespan parse(String text) {
        return positive(signedNanos(text));
    }

    /// A length that may be zero or negative, written in the same ways, in nanoseconds.
    ///
    /// @throws MalformedException with the message for the user
    public static long signedNanos(String text) {
        try {
            return DurationText.parseNanos(text);
        } catch (ArithmeticException e) {
            throw tooLong();
        }
    }

    /// Cut to nanoseconds.
    ///
    /// @throws MalformedException with the message for the user
    public static Timespan ofSeconds(double seconds) {
        try {
            return positive(DurationText.nanos(seconds));
        } catch (ArithmeticException e) {
            throw tooLong();
        }
    }

    /// This length times a count.
    ///
    /// @throws MalformedException when the product does not fit 2^63 ns
    public Timespan times(long count) {
        if (Math.multiplyHigh(nanos, count) != 0 || nanos * count < 0) {
            throw tooLong();
        }
        return positive(nanos * count);
    }

    public double seconds() {
        return nanos / 1e9;
    }

    /// Seconds as text: `60.0`, `0.5`.
    public String secondsText() {
        return NumberText.text(seconds());
    }

    /// As Python spells a timedelta, cut to microseconds: `0:01:00`, `1 day, 0:00:00`,
    /// `0:00:00.500000`.
    public String toPythonText() {
        long days = nanos / DAY;
        long rest = nanos % DAY / SECOND;
        long micros = nanos % SECOND / 1000;
        var text = new StringBuilder(24);
        if (days > 0) {
            text.append(days).append(days == 1 ? " day, " : " days, ");
        }
        text.append(rest / 3600).append(':');
        Timestamps.appendDigits(text, rest / 60 % 60, 2).append(':');
        Timestamps.appendDigits(text, rest % 60, 2);
        if (micros > 0) {
            Timestamps.appendDigits(text.append('.'), micros, 6);
        }
        return text.toString();
    }

    private static Timespan positive(long nanos) {
        if (nanos <= 0) {
            throw new MalformedException("Timespan must be positive");
        }
        return new Timespan(nanos);
    }

    private static MalformedException tooLong() {
        return new MalformedException("Timespan is too long");
    }
}
