package io.gnocchi.server.api;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// A body that may not be longer than allowed, whatever its headers say, and takes its share of the
/// memory for bodies.
final class BoundedBody extends InputStream {
    private final InputStream body;
    private final BodyMemory.@Nullable Share memory;
    private long left;

    /// @param memory null for what is not kept
    BoundedBody(InputStream body, long maxBytes, BodyMemory.@Nullable Share memory) {
        this.body = body;
        this.memory = memory;
        left = maxBytes;
    }

    @Override
    public int read() throws IOException {
        int octet = body.read();
        count(octet < 0 ? 0 : 1);
        return octet;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = body.read(bytes, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    private void count(int read) {
        left -= read;
        if (left < 0) {
            throw Problem.of(413);
        }
        if (memory != null) {
            memory.take(read);
        }
    }
}
