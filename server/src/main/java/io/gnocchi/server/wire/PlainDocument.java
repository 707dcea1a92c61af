package io.gnocchi.server.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A JSON document as nearly all senders write them, read several times as fast as by [Tokens]:
/// ASCII without escapes, of short texts and usual numbers.
///
/// Whatever is written in another way, and whatever is wrong, is left to [Tokens]: this says no,
/// and gives back what it has not taken for good.
final class PlainDocument {
    /// A text or a number that is longer, with what belongs to it, is left to [Tokens].
    private static final int LONGEST = 512;

    /// Of longer members too much would have to be kept, to be given back.
    private static final int MOST_KEPT_BYTES = 4 << 20;

    private static final int FIRST_BYTES = 16 << 10;

    /// Behind what has come there are so many zeros, where every element ends.
    private static final int ZEROS = 32;

    private static final byte[] NULL = "null".getBytes(ISO_8859_1);

    private final InputStream rest;
    private final KnownTexts known;
    private final PlainNumber number = new PlainNumber();

    private byte[] bytes;
    private int end;
    private int at;
    private int marked;
    private boolean isAtEnd;

    PlainDocument(InputStream body) {
        this(body, KnownTexts.NONE);
    }

    /// @param known what is probably in it
    PlainDocument(InputStream body, KnownTexts known) {
        rest = body;
        this.known = known;
        bytes = new byte[FIRST_BYTES];
    }

    /// One that is there already.
    ///
    /// @param known what is probably in it
    PlainDocument(byte[] body, KnownTexts known) {
        this.known = known;
        rest = InputStream.nullInputStream();
        bytes = Arrays.copyOf(body, body.length + ZEROS);
        end = body.length;
        isAtEnd = true;
    }

    /// Makes sure that an element can be read whole, unless it is too long.
    boolean hasRoom() {
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

    /// Takes for good what has been read.
    void mark() {
        marked = at;
    }

    /// What follows that which was taken for good, or all.
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

    /// The characters, up to a zero byte at least, from [#position()] on.
    byte[] bytes() {
        return bytes;
    }

    /// Where the next character stands.
    int position() {
        return at;
    }

    /// Steps over so many characters.
    void skip(int count) {
        at += count;
    }

    void skipBlanks() {
        while (bytes[at] <= ' ' && isBlank(bytes[at])) {
            at++;
        }
    }

    private static boolean isBlank(byte character) {
        return character == ' ' || character == '\n' || character == '\r' || character == '\t';
    }

    /// Whether these are the next characters.
    boolean isNext(byte[] expected) {
        return Arrays.equals(bytes, at, at + expected.length, expected, 0, expected.length);
    }

    /// Takes a document that is an object, each of its members for good.
    ///
    /// @param member takes the value of the member of that name; false when it is not plain
    /// @return whether all is plain; if not, the members before that which is not are taken
    boolean takeMembers(Predicate<String> member) {
        return takeObject(member, this::mark) && takeEnd();
    }

    /// Takes an object inside of something.
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
    boolean take(char expected) {
        return hasRoom() && takeNear(expected);
    }

    /// The same when there surely is room.
    boolean takeNear(char expected) {
        skipBlanks();
        if (bytes[at] != expected) {
            return false;
        }
        at++;
        return true;
    }

    /// Steps over `null` and the white space before it, if it is there.
    boolean takeNull() {
        skipBlanks();
        if (!isNext(NULL)) {
            return false;
        }
        at += NULL.length;
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

    /// The character that comes next, behind white space.
    byte next() {
        if (hasRoom()) {
            skipBlanks();
        }
        return bytes[at];
    }

    /// The name of a member, with the colon behind it; null when it is not plain.
    private @Nullable String takeName() {
        if (!hasRoom()) {
            return null;
        }
        var name = takeTextNear();
        return name != null && takeNear(':') ? name : null;
    }

    /// A text; null when it is not plain.
    @Nullable String takeText() {
        return hasRoom() ? takeTextNear() : null;
    }

    /// The same when there surely is room.
    @Nullable String takeTextNear() {
        if (!takeNear('"')) {
            return null;
        }
        int begin = at;
        int next = begin;
        while (isPlain(bytes[next])) {
            next++;
        }
        at = next + 1;
        return bytes[next] == '"' ? known.text(bytes, begin, next) : null;
    }

    private static boolean isPlain(byte character) {
        return character >= ' ' && character != '"' && character != '\\';
    }

    /// Reads a number into [#number()], when there surely is room.
    ///
    /// @return whether it is plain, and finite
    boolean takeNumberNear() {
        skipBlanks();
        int behind = number.read(bytes, at);
        if (behind < 0) {
            return false;
        }
        at = behind;
        return true;
    }

    /// The number read last.
    double number() {
        return number.value();
    }
}
