package io.gnocchi.server.wire;

import org.jspecify.annotations.Nullable;

/// Turns a list of timestamps into nanoseconds since the Epoch. The first one decides how all are
/// written: as seconds, as ISO-8601, or relative to now.
final class TimestampColumn {
    static final String UNPARSABLE = "Unable to convert timestamps";
    static final String BEFORE_EPOCH = "Timestamp must be after Epoch";

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MAX_SECONDS = Long.MAX_VALUE / NANOS_PER_SECOND;
    private static final long DAY_NANOS = 86_400_000_000_000L;

    private enum Form {
        SECONDS,
        ISO,
        RELATIVE
    }

    private final long nowNanos;
    private @Nullable Form form;
    private @Nullable String problem;

    TimestampColumn(long nowNanos) {
        this.nowNanos = nowNanos;
    }

    /// What is wrong with the timestamps so far, null when nothing is. What cannot be read
    /// outweighs what is too early.
    @Nullable String problem() {
        return problem;
    }

    /// A timestamp that is a number.
    long seconds(double seconds) {
        if (form == null) {
            form = Form.SECONDS;
        }
        if (form != Form.SECONDS || !Double.isFinite(seconds)) {
            return unparsable();
        }
        return Math.abs(seconds) >= MAX_SECONDS
                ? checked(IsoTime.OUT_OF_RANGE)
                : checked((long) (seconds * NANOS_PER_SECOND));
    }

    /// A timestamp that is a text.
    long text(char[] characters, int offset, int length) {
        if (form == null) {
            form = formOf(characters, offset, length);
        }
        return switch (form) {
            case ISO -> iso(characters, offset, length);
            case SECONDS -> decimal(new String(characters, offset, length));
            case RELATIVE -> relative(new String(characters, offset, length));
        };
    }

    private static Form formOf(char[] characters, int offset, int length) {
        var text = new String(characters, offset, length);
        if (PythonNumber.parse(text) != null) {
            return Form.SECONDS;
        }
        boolean isWord = text.strip().equals("now") || text.strip().equals("today");
        return isWord || IsoTime.parse(characters, offset, length) != IsoTime.NONE
                ? Form.ISO
                : Form.RELATIVE;
    }

    private long iso(char[] characters, int offset, int length) {
        long nanos = IsoTime.parse(characters, offset, length);
        if (nanos != IsoTime.NONE) {
            return checked(nanos);
        }
        return switch (new String(characters, offset, length).strip()) {
            case "now" -> nowNanos;
            case "today" -> nowNanos - Math.floorMod(nowNanos, DAY_NANOS);
            default -> unparsable();
        };
    }

    private long decimal(String text) {
        var number = PythonNumber.parse(text);
        return number == null ? unparsable() : seconds(number);
    }

    private long relative(String text) {
        try {
            return checked(Math.addExact(nowNanos, Spans.signedNanos(text)));
        } catch (ArithmeticException _) {
            return checked(IsoTime.OUT_OF_RANGE);
        } catch (IllegalArgumentException _) {
            return unparsable();
        }
    }

    private long checked(long nanos) {
        if (nanos < 0) {
            if (problem == null) {
                problem = BEFORE_EPOCH;
            }
            return 0;
        }
        return nanos;
    }

    private long unparsable() {
        problem = UNPARSABLE;
        return 0;
    }
}
