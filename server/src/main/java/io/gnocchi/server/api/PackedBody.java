package io.gnocchi.server.api;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/// A body as it was before it was packed for the way. What cannot be unpacked is a bad request.
final class PackedBody extends InputStream {
    /// What a content coding may ask of a receiver: 8 MiB of history (RFC 9659).
    private static final int ZSTD_WINDOW_LOG = 23;

    private static final int BUFFER_BYTES = 8192;

    private final InputStream unpacked;

    private PackedBody(InputStream unpacked) {
        this.unpacked = unpacked;
    }

    /// @param coding the `Content-Encoding`, null for none
    /// @throws Problem 415 when the coding is not known
    static InputStream unpacked(InputStream body, @Nullable String coding) {
        var name = coding == null ? "" : coding.strip().toLowerCase(Locale.ROOT);
        try {
            return switch (name) {
                case "", "identity" -> body;
                case "gzip", "x-gzip" -> new PackedBody(new GZIPInputStream(body, BUFFER_BYTES));
                case "deflate" -> new PackedBody(new InflaterInputStream(body));
                case "zstd" -> new PackedBody(zstd(body));
                default -> throw Problem.unknownCoding();
            };
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private static InputStream zstd(InputStream body) throws IOException {
        return new ZstdInputStream(body).setLongMax(ZSTD_WINDOW_LOG);
    }

    @Override
    public int read() throws IOException {
        try {
            return unpacked.read();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return unpacked.read(bytes, offset, length);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    @Override
    public void close() throws IOException {
        unpacked.close();
    }

    private static Problem broken(IOException e) {
        return Problem.caused(
                400,
                "Unable to decode body",
                "It cannot be unpacked: " + e.getMessage(),
                List.of());
    }
}
