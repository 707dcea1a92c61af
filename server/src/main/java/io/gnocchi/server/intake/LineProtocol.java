package io.gnocchi.server.intake;

import io.gnocchi.core.model.MalformedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// InfluxDB's line protocol, read as it comes in.
///
/// ```
/// line        = measurement *("," key "=" value) spaces field *("," field) [spaces timestamp]
/// field       = key "=" (number | boolean | text)
/// text        = DQUOTE *(any but a bare DQUOTE, line ends too) DQUOTE
/// ```
///
/// A backslash takes the meaning from a following comma, space or, but in measurements, equals
/// sign; before anything else it is itself. Blank lines and those that begin with `#` are skipped.
final class LineProtocol {
    private static final int END = -1;
    private static final int MAX_WORD_BYTES = 16 * 1024;
    private static final int MAX_PARTS = 10_000;

    private final InputStream in;
    private final byte[] buffer = new byte[16 * 1024];
    private int position;
    private int filled;
    private int lineNumber = 1;
    private byte[] word = new byte[128];
    private int wordLength;

    LineProtocol(InputStream in) {
        this.in = in;
    }

    /// The number, from 1, of the line that is being read.
    int lineNumber() {
        return lineNumber;
    }

    /// The next line, or null when there is none.
    ///
    /// @throws MalformedException with the reason why it cannot be read
    @Nullable Line next() throws IOException {
        skipBlank();
        if (peek() == END) {
            return null;
        }
        int number = lineNumber;
        var measurement = name(", ", ", ", "the measurement");
        var tags = tags();
        if (!skipSpaces()) {
            throw new MalformedException("it has no fields");
        }
        var fields = fields();
        skipSpaces();
        var timestamp = timestamp();
        endLine();
        return new Line(number, measurement, tags, fields, timestamp);
    }

    /// Leaves out the rest of a line that could not be read.
    void skipLine() throws IOException {
        skipComment();
    }

    private void skipBlank() throws IOException {
        while (true) {
            int octet = peek();
            if (octet == '#') {
                skipComment();
            } else if (octet == ' ' || octet == '\t' || octet == '\r' || octet == '\n') {
                take();
            } else {
                return;
            }
        }
    }

    private void skipComment() throws IOException {
        while (peek() != '\n' && peek() != END) {
            take();
        }
    }

    private boolean skipSpaces() throws IOException {
        boolean any = false;
        while (peek() == ' ') {
            take();
            any = true;
        }
        return any;
    }

    private SortedMap<String, String> tags() throws IOException {
        var tags = new TreeMap<String, String>();
        while (takeIf(',')) {
            var key = name(",= ", ",= ", "the key of a tag");
            expectEquals(key);
            var value = name(",= ", ",= ", "the value of tag `" + key + "'");
            if (tags.put(key, value) != null) {
                throw new MalformedException("tag `%s' stands twice".formatted(key));
            }
            requireParts(tags.size());
        }
        return tags;
    }

    private Map<String, Double> fields() throws IOException {
        var fields = new LinkedHashMap<String, Double>();
        do {
            var key = name(",= ", ",= ", "the key of a field");
            expectEquals(key);
            if (peek() == '"') {
                skipText();
            } else {
                fields.put(key, FieldValue.parse(word(", \r", "")));
            }
            requireParts(fields.size());
        } while (takeIf(','));
        return fields;
    }

    private void expectEquals(String key) throws IOException {
        if (!takeIf('=')) {
            throw new MalformedException("`%s' has no value".formatted(key));
        }
    }

    private static void requireParts(int count) {
        if (count > MAX_PARTS) {
            throw new MalformedException("it has more than %d parts".formatted(MAX_PARTS));
        }
    }

    private void skipText() throws IOException {
        take();
        while (peek() != '"') {
            if (peek() == END) {
                throw new MalformedException("a text has no end");
            }
            boolean escapes = take() == '\\';
            if (escapes && (peek() == '"' || peek() == '\\')) {
                take();
            }
        }
        take();
    }

    private @Nullable Long timestamp() throws IOException {
        var text = word(" \r", "");
        skipSpaces();
        return text.isEmpty() ? null : FieldValue.integer(text, "timestamp");
    }

    private void endLine() throws IOException {
        takeIf('\r');
        if (peek() != '\n' && peek() != END) {
            throw new MalformedException("`%c' is not expected".formatted((char) peek()));
        }
        // The line end itself is left to the next line, so that lineNumber() still names this one.
    }

    private String name(String stops, String escapable, String what) throws IOException {
        var name = word(stops, escapable);
        if (name.isEmpty()) {
            throw new MalformedException(what + " is empty");
        }
        return name;
    }

    /// What stands before the next stop or the end of the line.
    private String word(String stops, String escapable) throws IOException {
        wordLength = 0;
        while (peek() != END && peek() != '\n' && stops.indexOf(peek()) < 0) {
            int octet = take();
            if (octet == '\\' && peek() != END && escapable.indexOf(peek()) >= 0) {
                octet = take();
            }
            append((byte) octet);
        }
        return text();
    }

    private void append(byte octet) {
        if (wordLength == MAX_WORD_BYTES) {
            throw new MalformedException("a name is longer than %d".formatted(MAX_WORD_BYTES));
        }
        if (wordLength == word.length) {
            word = Arrays.copyOf(word, 2 * wordLength);
        }
        word[wordLength++] = octet;
    }

    private String text() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(word, 0, wordLength))
                    .toString();
        } catch (CharacterCodingException _) {
            throw new MalformedException("it is not UTF-8");
        }
    }

    private boolean takeIf(int wanted) throws IOException {
        if (peek() != wanted) {
            return false;
        }
        take();
        return true;
    }

    private int take() throws IOException {
        int octet = peek();
        position++;
        if (octet == '\n') {
            lineNumber++;
        }
        return octet;
    }

    /// The next byte, or [#END].
    private int peek() throws IOException {
        if (position == filled) {
            filled = Math.max(in.read(buffer, 0, buffer.length), 0);
            position = 0;
            if (filled == 0) {
                return END;
            }
        }
        return buffer[position] & 0xff;
    }
}
