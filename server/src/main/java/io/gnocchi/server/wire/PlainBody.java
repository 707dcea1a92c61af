package io.gnocchi.server.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.gnocchi.core.model.MalformedException;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.TimestampReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.NumberInput;

/// A body as nearly all senders write them, read several times as fast as by [Tokens]: ASCII
/// without escapes, measures of a timestamp and a number and nothing else.
///
/// Whatever is written in another way, and whatever is wrong, is left to [Tokens]: this says no,
/// and gives back what it has not taken.
final class PlainBody {
    /// A measure, or a name, that is longer is left to [Tokens].
    private static final int LONGEST = 512;

    /// Of longer lists too much would have to be kept, to be given back.
    private static final int MOST_KEPT_BYTES = 4 << 20;

    private static final int FIRST_BYTES = 16 << 10;

    /// Behind what has come there are so many zeros, where every element ends.
    private static final int ZEROS = 32;

    private static final byte[] TIMESTAMP = "\"timestamp\"".getBytes(ISO_8859_1);
    private static final byte[] VALUE = "\"value\"".getBytes(ISO_8859_1);

    /// What a date and a time take: `2024-01-31T23:59:59`.
    private static final int ISO_LENGTH = 19;

    private static final int DATE_LENGTH = 11;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /// In 2258: no time of that day is out of range.
    private static final long LATEST_NANOS = 9_100_000_000_000_000_000L;

    private static final int LONGEST_NUMBER = 64;

    /// A number of so many digits fits in 64 bits.
    private static final int MOST_DIGITS = 18;

    private static final long MOST_EXACT = 1L << 53;

    /// The powers of ten that a double holds exactly.
    private static final double[] POWERS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22
    };

    private final InputStream rest;

    private byte[] bytes = new byte[FIRST_BYTES];

    private int end;
    private int at;
    private int marked;
    private boolean isAtEnd;
    private double number;

    /// The date read last, whose midnight need not be computed again.
    private byte[] date = new byte[0];

    private long midnightNanos;

    PlainBody(InputStream body) {
        rest = body;
    }

    /// Makes sure that an element can be read whole, unless it is too long.
    private boolean hasRoom() {
        while (end - at < LONGEST && !isAtEnd) {
            if (bytes.length - ZEROS - end < LONGEST && !makeRoom()) {
                return false;
            }
            read();
        }
        return true;
    }

    private boolean makeRoom() {
        int kept = end - marked;
        if (kept > MOST_KEPT_BYTES) {
            return false;
        }
        var roomy = kept > bytes.length / 2 ? new byte[2 * bytes.length] : bytes;
        System.arraycopy(bytes, marked, roomy, 0, kept);
        Arrays.fill(roomy, kept, Math.max(kept, end), (byte) 0);
        bytes = roomy;
        at -= marked;
        end = kept;
        marked = 0;
        return true;
    }

    private void read() {
        try {
            int count = rest.read(bytes, end, bytes.length - ZEROS - end);
            if (count < 0) {
                isAtEnd = true;
            } else {
                end += count;
            }
        } catch (IOException e) {
            throw Tokens.unreadable(e.getMessage());
        }
    }

    /// What follows the last member that was taken, or all.
    ///
    /// @param before what it needs to be a document again
    InputStream again(String before) {
        return new SequenceInputStream(
                Collections.enumeration(
                        List.of(
                                new ByteArrayInputStream(before.getBytes(ISO_8859_1)),
                                new ByteArrayInputStream(bytes, marked, end - marked),
                                rest)));
    }

    private void skipBlanks() {
        while (bytes[at] <= ' ' && isBlank(bytes[at])) {
            at++;
        }
    }

    private static boolean isBlank(byte character) {
        return character == ' ' || character == '\n' || character == '\r' || character == '\t';
    }

    /// Takes a document that is an object, member by member.
    ///
    /// @param member takes the value of the member of that name; false when it is not plain
    /// @return whether all is plain; if not, the members before that which is not are taken
    boolean takeMembers(Predicate<String> member) {
        return takeObject(member, () -> marked = at) && takeEnd();
    }

    /// Takes an object inside a member.
    ///
    /// @param member as above
    /// @return whether all is plain
    boolean takeInner(Predicate<String> member) {
        return takeObject(member, () -> {});
    }

    private boolean takeObject(Predicate<String> member, Runnable taken) {
        if (!take('{')) {
            return false;
        }
        if (take('}')) {
            return true;
        }
        do {
            var name = takeName();
            if (name == null || !member.test(name)) {
                return false;
            }
            taken.run();
        } while (take(','));
        return take('}');
    }

    /// Steps over a character and the white space before it, if it is there.
    private boolean take(char expected) {
        return hasRoom() && takeNear(expected);
    }

    private boolean takeNear(char expected) {
        skipBlanks();
        if (bytes[at] != expected) {
            return false;
        }
        at++;
        return true;
    }

    /// Whether nothing but white space follows.
    boolean takeEnd() {
        do {
            if (!hasRoom()) {
                return false;
            }
            skipBlanks();
        } while (at == end && !isAtEnd);
        return at == end;
    }

    /// The name of a member, with the colon behind it; null when it is not plain.
    private @Nullable String takeName() {
        if (!hasRoom()) {
            return null;
        }
        var name = text();
        return name != null && takeNear(':') ? name : null;
    }

    /// A text; null when it is not plain.
    @Nullable String takeText() {
        return hasRoom() ? text() : null;
    }

    /// Whether an object begins here.
    boolean isObjectNext() {
        if (!hasRoom()) {
            return false;
        }
        skipBlanks();
        return bytes[at] == '{';
    }

    private @Nullable String text() {
        int begin = beginOfText();
        return begin < 0 ? null : new String(bytes, begin, at - 1 - begin, ISO_8859_1);
    }

    /// Steps over a text.
    ///
    /// @return where it begins behind its quote; negative when it is not plain
    private int beginOfText() {
        if (!takeNear('"')) {
            return -1;
        }
        int begin = at;
        int next = begin;
        while (isPlain(bytes[next])) {
            next++;
        }
        at = next + 1;
        return bytes[next] == '"' ? begin : -1;
    }

    private static boolean isPlain(byte character) {
        return character >= ' ' && character != '"' && character != '\\';
    }

    /// The measures of a list; null when it is not plain.
    ///
    /// @param nowNanos what `now` means
    @Nullable Measures takeMeasures(long nowNanos) {
        if (!take('[')) {
            return null;
        }
        var columns = new Columns();
        if (take(']')) {
            return columns.measures();
        }
        var timestamps = new TimestampReader(nowNanos);
        do {
            if (!hasRoom() || !takeMeasure(columns, timestamps)) {
                return null;
            }
        } while (takeNear(','));
        return takeNear(']') ? columns.measures() : null;
    }

    private boolean takeMeasure(Columns columns, TimestampReader timestamps) {
        if (!takeNear('{')) {
            return false;
        }
        if (isNext(TIMESTAMP)) {
            long timestamp = timestamp(timestamps, columns.size() > 0);
            if (timestamp >= 0 && takeNear(',') && isNext(VALUE) && number()) {
                columns.add(timestamp, number);
                return takeNear('}');
            }
        } else if (isNext(VALUE) && number()) {
            double value = number;
            if (takeNear(',') && isNext(TIMESTAMP)) {
                long timestamp = timestamp(timestamps, columns.size() > 0);
                if (timestamp >= 0) {
                    columns.add(timestamp, value);
                    return takeNear('}');
                }
            }
        }
        return false;
    }

    /// Steps over a name and the colon behind it, if they are there.
    private boolean isNext(byte[] name) {
        skipBlanks();
        if (!Arrays.equals(bytes, at, at + name.length, name, 0, name.length)) {
            return false;
        }
        at += name.length;
        return takeNear(':');
    }

    /// Nanoseconds since the Epoch; negative when it is not plain.
    ///
    /// @param isDecided whether the reader has read one of the list
    private long timestamp(TimestampReader reader, boolean isDecided) {
        skipBlanks();
        try {
            if (bytes[at] != '"') {
                return number() ? reader.read(number) : -1;
            }
            if (isDecided && reader.readsIso() && isOfLastDate(at + 1)) {
                long second = secondOfDay(at + 1 + DATE_LENGTH);
                if (second >= 0 && bytes[at + 1 + ISO_LENGTH] == '"') {
                    at += ISO_LENGTH + 2;
                    return midnightNanos + second * NANOS_PER_SECOND;
                }
            }
            int begin = beginOfText();
            if (begin < 0) {
                return -1;
            }
            long nanos = reader.read(new String(bytes, begin, at - 1 - begin, ISO_8859_1));
            if (at - 1 - begin == ISO_LENGTH && reader.readsIso()) {
                rememberDate(begin, nanos);
            }
            return nanos;
        } catch (MalformedException _) {
            return -1;
        }
    }

    private boolean isOfLastDate(int begin) {
        return Arrays.equals(bytes, begin, begin + DATE_LENGTH, date, 0, date.length);
    }

    private void rememberDate(int begin, long nanos) {
        long second = secondOfDay(begin + DATE_LENGTH);
        if (second >= 0 && nanos < LATEST_NANOS) {
            date = Arrays.copyOfRange(bytes, begin, begin + DATE_LENGTH);
            midnightNanos = nanos - second * NANOS_PER_SECOND;
        }
    }

    /// Of `23:59:59`; negative when it is no time.
    private long secondOfDay(int begin) {
        int hour = below(24, begin);
        int minute = below(60, begin + 3);
        int second = below(60, begin + 6);
        boolean isTime =
                (hour | minute | second) >= 0 && bytes[begin + 2] == ':' && bytes[begin + 5] == ':';
        return isTime ? (hour * 60L + minute) * 60 + second : -1;
    }

    private int below(int limit, int begin) {
        int tens = bytes[begin] - '0';
        int ones = bytes[begin + 1] - '0';
        boolean areDigits = tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9;
        int number = tens * 10 + ones;
        return areDigits && number < limit ? number : -1;
    }

    /// Reads a number as JSON writes them into [#number].
    ///
    /// @return whether it is one, and finite
    private boolean number() {
        skipBlanks();
        int begin = at;
        boolean isNegative = bytes[at] == '-';
        if (isNegative) {
            at++;
        }
        int first = at;
        long digits = digits(0);
        int count = at - first;
        if (count == 0 || (count > 1 && bytes[first] == '0')) {
            return false;
        }
        int decimals = 0;
        if (bytes[at] == '.') {
            int point = ++at;
            digits = digits(digits);
            decimals = at - point;
            if (decimals == 0) {
                return false;
            }
        } else if (isNegative && digits == 0) {
            return false; // Whether it is a zero with a sign is for others to say.
        }
        boolean isExact = count + decimals <= MOST_DIGITS && digits <= MOST_EXACT;
        if (bytes[at] == 'e' || bytes[at] == 'E') {
            at++;
            if (bytes[at] == '+' || bytes[at] == '-') {
                at++;
            }
            int exponent = at;
            var _ = digits(0);
            if (at == exponent) {
                return false;
            }
            isExact = false;
        }
        if (at - begin > LONGEST_NUMBER) {
            return false;
        }
        if (isExact) {
            // Both are exact, so the quotient is rounded once, as it has to be.
            double size = digits / POWERS[decimals];
            number = isNegative ? -size : size;
            return true;
        }
        number = NumberInput.parseDouble(new String(bytes, begin, at - begin, ISO_8859_1), true);
        return Double.isFinite(number);
    }

    /// Steps over digits.
    ///
    /// @param before the number of those before them
    /// @return the number of all; of too many it is any
    private long digits(long before) {
        long number = before;
        int next = at;
        for (int digit = bytes[next] - '0'; digit >= 0 && digit <= 9; digit = bytes[next] - '0') {
            number = number * 10 + digit;
            next++;
        }
        at = next;
        return number;
    }
}
