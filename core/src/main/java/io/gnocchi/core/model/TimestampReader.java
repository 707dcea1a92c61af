package io.gnocchi.core.model;

/// Reads the timestamps of one list. The first element decides the format of all: seconds since the
/// Epoch, ISO-8601 texts, or spans relative to now.
///
/// Not safe for use by several threads.
public final class TimestampReader {
    /// The message for what is no timestamp, or not in the format of the first one.
    public static final String UNREADABLE = "Unable to convert timestamps";

    private static final int PLAIN_DIGITS = 10;

    private enum Format {
        UNDECIDED,
        SECONDS,
        ISO,
        RELATIVE
    }

    private final long nowNanos;
    private Format format = Format.UNDECIDED;

    /// @param nowNanos what `now` and relative timestamps mean
    public TimestampReader(long nowNanos) {
        this.nowNanos = nowNanos;
    }

    /// Whether texts are read as ISO-8601, for the first one was.
    public boolean readsIso() {
        return format == Format.ISO;
    }

    /// Nanoseconds since the Epoch.
    ///
    /// @throws MalformedException with the message for the user
    public long read(String text) {
        if (format == Format.UNDECIDED) {
            format = formatOf(text);
        }
        return switch (format) {
            case UNDECIDED -> throw unreadable();
            case SECONDS -> seconds(text);
            case ISO -> afterEpoch(iso(text));
            case RELATIVE -> relative(text);
        };
    }

    /// Nanoseconds since the Epoch of a number in seconds, through a double product as the API has
    /// always done: digits below the microsecond are not exact.
    ///
    /// @throws MalformedException with the message for the user
    public long read(double seconds) {
        if (format == Format.UNDECIDED) {
            format = Format.SECONDS;
        }
        return switch (format) {
            case UNDECIDED, ISO -> throw unreadable();
            case SECONDS -> seconds(seconds);
            case RELATIVE -> relative(NumberText.text(seconds));
        };
    }

    private static Format formatOf(String text) {
        if (NumberText.isNumber(text)) {
            return Format.SECONDS;
        }
        return isWord(text) || IsoTimestamp.parse(text) != IsoTimestamp.NONE
                ? Format.ISO
                : Format.RELATIVE;
    }

    private static long seconds(String text) {
        long whole = plainSeconds(text);
        if (whole >= 0) {
            return whole * Timestamps.SECOND;
        }
        if (!NumberText.isNumber(text)) {
            throw unreadable();
        }
        return seconds(NumberText.parse(text));
    }

    /// The number in a text of at most ten digits that cannot overflow, or -1.
    private static long plainSeconds(String text) {
        int length = text.length();
        if (length == 0 || length > PLAIN_DIGITS) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < length; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number <= Long.MAX_VALUE / Timestamps.SECOND ? number : -1;
    }

    private static long seconds(double seconds) {
        if (!Double.isFinite(seconds)) {
            throw unreadable();
        }
        if (seconds < 0 || seconds * 1e9 >= 0x1p63) {
            throw beforeEpoch();
        }
        var whole = seconds == Math.rint(seconds);
        return whole ? ((long) seconds) * Timestamps.SECOND : (long) (seconds * 1e9);
    }

    private static boolean isWord(String text) {
        return text.equalsIgnoreCase("now") || text.equalsIgnoreCase("today");
    }

    private long iso(String text) {
        if (text.equalsIgnoreCase("now")) {
            return nowNanos;
        }
        if (text.equalsIgnoreCase("today")) {
            return nowNanos - Math.floorMod(nowNanos, 86_400 * Timestamps.SECOND);
        }
        long nanos = IsoTimestamp.parse(text);
        if (nanos == IsoTimestamp.NONE) {
            throw unreadable();
        }
        return nanos;
    }

    private long relative(String text) {
        long span;
        try {
            span = DurationText.parseNanos(text);
        } catch (MalformedException e) {
            throw unreadable();
        } catch (ArithmeticException e) {
            throw beforeEpoch();
        }
        // Past 2^63 the sum turns negative, which is refused like any other impossible instant.
        return afterEpoch(nowNanos + span);
    }

    private static long afterEpoch(long nanos) {
        if (nanos < 0) {
            throw beforeEpoch();
        }
        return nanos;
    }

    private static MalformedException beforeEpoch() {
        return new MalformedException("Timestamp must be after Epoch");
    }

    private static MalformedException unreadable() {
        return new MalformedException(UNREADABLE);
    }
}
