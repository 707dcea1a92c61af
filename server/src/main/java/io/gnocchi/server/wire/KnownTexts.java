package io.gnocchi.server.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/// Texts that come again and again, known by their bytes: no text is made anew for one of them.
public final class KnownTexts {
    static final KnownTexts NONE = new KnownTexts(List.of());

    private static final int SLOTS_OF_A_TEXT = 4;

    /// In the slot that their bytes tell, or the next free one.
    private final String[] texts;

    private final byte[][] written;
    private final int mask;

    /// @param texts of ASCII, none empty
    public KnownTexts(Collection<String> texts) {
        int slots = Integer.highestOneBit(SLOTS_OF_A_TEXT * texts.size() + 1) * 2;
        this.texts = new String[slots];
        written = new byte[slots][];
        mask = slots - 1;
        for (var text : texts) {
            add(text, text.getBytes(ISO_8859_1));
        }
    }

    private void add(String text, byte[] bytes) {
        int slot = slot(bytes, 0, bytes.length);
        while (written[slot] != null) {
            slot = (slot + 1) & mask;
        }
        texts[slot] = text;
        written[slot] = bytes;
    }

    private int slot(byte[] bytes, int begin, int end) {
        return (31 * bytes[begin] + 7 * bytes[end - 1] + end - begin) & mask;
    }

    /// The text of these bytes, of ASCII.
    String text(byte[] bytes, int begin, int end) {
        if (begin == end) {
            return "";
        }
        for (int slot = slot(bytes, begin, end); written[slot] != null; slot = (slot + 1) & mask) {
            var known = written[slot];
            if (Arrays.equals(bytes, begin, end, known, 0, known.length)) {
                return texts[slot];
            }
        }
        return new String(bytes, begin, end - begin, ISO_8859_1);
    }
}
