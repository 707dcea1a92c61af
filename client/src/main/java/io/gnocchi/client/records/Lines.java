package io.gnocchi.client.records;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The lines of a stream of UTF-8, and what has been read of it: how many lines, how many bytes,
/// and their checksum, by which a file is known again.
public final class Lines {
    /// No line is longer.
    public static final int MAX_LINE_BYTES = 16 << 20;

    private static final int BUFFER_BYTES = 1 << 16;
    private static final String MARK = "\ufeff";

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final CRC32C checksum = new CRC32C();
    private int from;
    private int to;
    private long lines;
    private long bytes;

    /// The lines of a stream, which the caller closes.
    public Lines(InputStream in) {
        this.in = in;
    }

    /// The next line without its end, null when there is none.
    public @Nullable String next() throws IOException {
        var line = new ByteArrayOutputStream(128);
        boolean any = false;
        while (true) {
            if (from == to && !fill()) {
                return any ? text(line) : null;
            }
            any = true;
            int end = end();
            boolean ends = end < to;
            take(line, end);
            if (ends) {
                checksum.update('\n');
                bytes++;
                from++;
                return text(line);
            }
        }
    }

    /// How many lines were read.
    public long count() {
        return lines;
    }

    /// How many bytes they took, ends of lines included.
    public long bytes() {
        return bytes;
    }

    /// The checksum (CRC-32C) of those bytes.
    public long checksum() {
        return checksum.getValue();
    }

    private boolean fill() throws IOException {
        from = 0;
        to = Math.max(0, in.read(buffer));
        return to > 0;
    }

    private int end() {
        int end = from;
        while (end < to && buffer[end] != '\n') {
            end++;
        }
        return end;
    }

    private void take(ByteArrayOutputStream line, int end) throws IOException {
        int length = end - from;
        if (line.size() + length > MAX_LINE_BYTES) {
            throw new IOException(
                    "line %d is longer than %,d bytes".formatted(lines + 1, MAX_LINE_BYTES));
        }
        line.write(buffer, from, length);
        checksum.update(buffer, from, length);
        bytes += length;
        from = end;
    }

    private String text(ByteArrayOutputStream line) {
        String text = line.toString(StandardCharsets.UTF_8);
        if (lines++ == 0 && text.startsWith(MARK)) {
            text = text.substring(1);
        }
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
