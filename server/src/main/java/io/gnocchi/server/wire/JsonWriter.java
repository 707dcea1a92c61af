package io.gnocchi.server.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Writes JSON as Python's `json` module does, straight to bytes: `", "` and `": "` between things,
/// bare `NaN` and `Infinity`, and, unless asked otherwise, nothing but ASCII.
///
/// Nothing is lost on the way: whoever is done calls [#flush].
public final class JsonWriter {
    private static final int BUFFER_BYTES = 16 * 1024;

    /// What [#points] says when no series was written.
    public static final long NO_SERIES = -1;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final OutputStream out;
    private final boolean ascii;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int used;
    private boolean needsComma;
    private long points = NO_SERIES;

    /// Writes one document.
    ///
    /// @param ascii whether other characters are escaped; otherwise they are UTF-8
    public JsonWriter(OutputStream out, boolean ascii) {
        this.out = out;
        this.ascii = ascii;
    }

    /// How many points of series were written; [#NO_SERIES] when no series was, not even an empty
    /// one.
    public long points() {
        return points;
    }

    /// A series of so many points is being written.
    void series(int length) {
        points = Math.max(points, 0) + length;
    }

    public JsonWriter beginObject() {
        separate();
        put('{');
        needsComma = false;
        return this;
    }

    public JsonWriter endObject() {
        put('}');
        needsComma = true;
        return this;
    }

    public JsonWriter beginArray() {
        separate();
        put('[');
        needsComma = false;
        return this;
    }

    public JsonWriter endArray() {
        put(']');
        needsComma = true;
        return this;
    }

    public JsonWriter name(String name) {
        separate();
        quoted(name);
        put(':');
        put(' ');
        needsComma = false;
        return this;
    }

    public JsonWriter value(@Nullable String text) {
        if (text == null) {
            return literal("null");
        }
        separate();
        quoted(text);
        needsComma = true;
        return this;
    }

    public JsonWriter value(@Nullable UUID id) {
        return value(id == null ? null : id.toString());
    }

    public JsonWriter value(double number) {
        return literal(PythonFloat.text(number));
    }

    public JsonWriter value(long number) {
        return literal(Long.toString(number));
    }

    public JsonWriter value(boolean flag) {
        return literal(flag ? "true" : "false");
    }

    public JsonWriter nullValue() {
        return literal("null");
    }

    /// A tree of maps, collections, texts, numbers, flags and nulls, as error descriptions are.
    public JsonWriter tree(@Nullable Object tree) {
        switch (tree) {
            case null -> nullValue();
            case Map<?, ?> map -> {
                beginObject();
                map.forEach((name, member) -> name(String.valueOf(name)).tree(member));
                endObject();
            }
            case Collection<?> items -> {
                beginArray();
                items.forEach(this::tree);
                endArray();
            }
            case Boolean flag -> value(flag.booleanValue());
            case Double number -> value(number.doubleValue());
            case Number number -> value(number.longValue());
            default -> value(tree.toString());
        }
        return this;
    }

    /// A document as it was read.
    public JsonWriter value(Json json) {
        switch (json) {
            case Json.Dictionary(var members) -> {
                beginObject();
                members.forEach((name, member) -> name(name).value(member));
                endObject();
            }
            case Json.Sequence(var items) -> {
                beginArray();
                items.forEach(this::value);
                endArray();
            }
            case Json.Text(var text) -> value(text);
            case Json.Numeral(var literal) -> literal(literal);
            case Json.Bool(var flag) -> value(flag);
            case Json.Null _ -> nullValue();
        }
        return this;
    }

    public void flush() {
        try {
            out.write(buffer, 0, used);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        used = 0;
    }

    /// A short value that is spelt already.
    JsonWriter token(byte[] token) {
        separate();
        if (buffer.length - used < token.length) {
            drain();
        }
        System.arraycopy(token, 0, buffer, used, token.length);
        used += token.length;
        needsComma = true;
        return this;
    }

    private JsonWriter literal(String token) {
        separate();
        if (buffer.length - used < token.length()) {
            drain();
        }
        for (int i = 0; i < token.length(); i++) {
            put(token.charAt(i));
        }
        needsComma = true;
        return this;
    }

    private void separate() {
        if (needsComma) {
            put(',');
            put(' ');
        }
    }

    private void quoted(String text) {
        put('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7f && c != '"' && c != '\\') {
                put(c);
            } else if (c < 0x80 || ascii || Character.isSurrogate(c)) {
                escape(c);
            } else {
                utf8(c);
            }
        }
        put('"');
    }

    private void escape(char c) {
        put('\\');
        switch (c) {
            case '"', '\\' -> put(c);
            case '\n' -> put('n');
            case '\r' -> put('r');
            case '\t' -> put('t');
            case '\b' -> put('b');
            case '\f' -> put('f');
            default -> {
                put('u');
                for (int shift = 12; shift >= 0; shift -= 4) {
                    put((char) HEX[(c >> shift) & 0xf]);
                }
            }
        }
    }

    private void utf8(char c) {
        for (var b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
            put((char) (b & 0xff));
        }
    }

    private void put(char c) {
        if (used == buffer.length) {
            drain();
        }
        buffer[used++] = (byte) c;
    }

    private void drain() {
        try {
            out.write(buffer, 0, used);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        used = 0;
    }
}
