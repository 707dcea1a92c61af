package io.gnocchi.server.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.gnocchi.core.model.MalformedException;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.TimestampReader;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Lists of measures in a [PlainDocument]: each a timestamp and a number, and nothing else.
final class PlainMeasures {
    private static final byte[] TIMESTAMP = "\"timestamp\"".getBytes(ISO_8859_1);
    private static final byte[] VALUE = "\"value\"".getBytes(ISO_8859_1);

    /// What a date and a time take: `2024-01-31T23:59:59`.
    private static final int ISO_LENGTH = 19;

    private static final int DATE_LENGTH = 11;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /// In 2258: no time of that day is out of range.
    private static final long LATEST_NANOS = 9_100_000_000_000_000_000L;

    private final PlainDocument document;
    private final long nowNanos;

    /// The date read last, whose midnight need not be computed again.
    private byte[] date = new byte[0];

    private long midnightNanos;

    /// @param nowNanos what `now` means
    PlainMeasures(PlainDocument document, long nowNanos) {
        this.document = document;
        this.nowNanos = nowNanos;
    }

    /// The measures of the list that comes next; null when it is not plain.
    @Nullable Measures take() {
        if (!document.take('[')) {
            return null;
        }
        var columns = new Columns();
        if (document.take(']')) {
            return columns.measures();
        }
        var timestamps = new TimestampReader(nowNanos);
        do {
            if (!document.hasRoom() || !takeMeasure(columns, timestamps)) {
                return null;
            }
        } while (document.takeNear(','));
        return document.takeNear(']') ? columns.measures() : null;
    }

    private boolean takeMeasure(Columns columns, TimestampReader timestamps) {
        if (!document.takeNear('{')) {
            return false;
        }
        boolean isDecided = columns.size() > 0;
        if (takeName(TIMESTAMP)) {
            long timestamp = timestamp(timestamps, isDecided);
            if (timestamp >= 0 && document.takeNear(',') && takeValue()) {
                columns.add(timestamp, document.number());
                return document.takeNear('}');
            }
        } else if (takeValue()) {
            double value = document.number();
            if (document.takeNear(',') && takeName(TIMESTAMP)) {
                long timestamp = timestamp(timestamps, isDecided);
                if (timestamp >= 0) {
                    columns.add(timestamp, value);
                    return document.takeNear('}');
                }
            }
        }
        return false;
    }

    /// Steps over a name and the colon behind it, if they are there.
    private boolean takeName(byte[] name) {
        document.skipBlanks();
        if (!document.isNext(name)) {
            return false;
        }
        document.skip(name.length);
        return document.takeNear(':');
    }

    private boolean takeValue() {
        return takeName(VALUE) && document.takeNumberNear();
    }

    /// Nanoseconds since the Epoch; negative when it is not plain.
    ///
    /// @param isDecided whether the reader has read one of the list
    private long timestamp(TimestampReader reader, boolean isDecided) {
        document.skipBlanks();
        var bytes = document.bytes();
        int begin = document.position() + 1;
        try {
            if (bytes[begin - 1] != '"') {
                return document.takeNumberNear() ? reader.read(document.number()) : -1;
            }
            if (isDecided && reader.readsIso() && isOfLastDate(bytes, begin)) {
                long second = secondOfDay(bytes, begin + DATE_LENGTH);
                if (second >= 0 && bytes[begin + ISO_LENGTH] == '"') {
                    document.skip(ISO_LENGTH + 2);
                    return midnightNanos + second * NANOS_PER_SECOND;
                }
            }
            var text = document.takeTextNear();
            if (text == null) {
                return -1;
            }
            long nanos = reader.read(text);
            if (text.length() == ISO_LENGTH && reader.readsIso()) {
                rememberDate(bytes, begin, nanos);
            }
            return nanos;
        } catch (MalformedException _) {
            return -1;
        }
    }

    private boolean isOfLastDate(byte[] bytes, int begin) {
        return Arrays.equals(bytes, begin, begin + DATE_LENGTH, date, 0, date.length);
    }

    private void rememberDate(byte[] bytes, int begin, long nanos) {
        long second = secondOfDay(bytes, begin + DATE_LENGTH);
        if (second >= 0 && nanos < LATEST_NANOS) {
            date = Arrays.copyOfRange(bytes, begin, begin + DATE_LENGTH);
            midnightNanos = nanos - second * NANOS_PER_SECOND;
        }
    }

    /// Of `23:59:59`; negative when it is no time.
    private static long secondOfDay(byte[] bytes, int begin) {
        int hour = below(24, bytes, begin);
        int minute = below(60, bytes, begin + 3);
        int second = below(60, bytes, begin + 6);
        boolean isTime =
                (hour | minute | second) >= 0 && bytes[begin + 2] == ':' && bytes[begin + 5] == ':';
        return isTime ? (hour * 60L + minute) * 60 + second : -1;
    }

    private static int below(int limit, byte[] bytes, int begin) {
        int tens = bytes[begin] - '0';
        int ones = bytes[begin + 1] - '0';
        boolean areDigits = tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9;
        int number = tens * 10 + ones;
        return areDigits && number < limit ? number : -1;
    }
}
