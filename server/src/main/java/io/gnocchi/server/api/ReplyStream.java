package io.gnocchi.server.api;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Holds the beginning of an answer back: a short one can then say its length, a long one is sent
/// on as it comes.
final class ReplyStream extends OutputStream {
    private static final int SHORT_BYTES = 64 * 1024;

    private final Supplier<OutputStream> opening;
    private byte[] held = new byte[1024];
    private int length;
    private @Nullable OutputStream out;

    /// @param opening called when the answer turns out to be long
    ReplyStream(Supplier<OutputStream> opening) {
        this.opening = opening;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        if (out == null && length + count > SHORT_BYTES) {
            out = opening.get();
            out.write(held, 0, length);
        }
        if (out != null) {
            out.write(bytes, offset, count);
            return;
        }
        if (length + count > held.length) {
            held = Arrays.copyOf(held, Math.max(held.length * 2, length + count));
        }
        System.arraycopy(bytes, offset, held, length, count);
        length += count;
    }

    /// The whole answer when it is short, otherwise null: then it is already under way.
    byte @Nullable [] shortAnswer() {
        return out == null ? Arrays.copyOf(held, length) : null;
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
    }
}
