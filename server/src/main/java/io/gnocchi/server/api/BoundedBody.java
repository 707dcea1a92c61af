package io.gnocchi.server.api;

import java.io.IOException;
import java.io.InputStream;

/// A body that may not be longer than allowed, whatever its headers say.
final class BoundedBody extends InputStream {
    private final InputStream body;
    private long left;

    BoundedBody(InputStream body, long maxBytes) {
        this.body = body;
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
    }
}
