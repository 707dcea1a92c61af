package io.gnocchi.server.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// How gRPC sends a message: whether it is packed as one byte, its length as four, and itself.
final class GrpcFrame extends InputStream {
    static final String ENCODING_HEADER = "grpc-encoding";

    private static final int PREFIX_BYTES = 5;

    private final InputStream body;
    private int left;

    private GrpcFrame(InputStream body, int length) {
        this.body = body;
        left = length;
    }

    /// The first message of a body, unpacked. A call that asks one thing has no other.
    ///
    /// @param coding in which packed messages are, null when nothing is said
    /// @throws Problem when it is none, or the coding is not known
    static InputStream opened(InputStream body, @Nullable String coding) {
        try {
            var prefix = body.readNBytes(PREFIX_BYTES);
            if (prefix.length < PREFIX_BYTES) {
                throw Problem.of(400, "no message of gRPC");
            }
            int length = ByteBuffer.wrap(prefix).getInt(1);
            if (length < 0) {
                throw Problem.of(413);
            }
            var frame = new GrpcFrame(body, length);
            return switch (prefix[0]) {
                case 0 -> frame;
                case 1 -> PackedBody.unpacked(frame, coding);
                default -> throw Problem.of(400, "no message of gRPC");
            };
        } catch (IOException e) {
            throw Problem.unreadable(e);
        }
    }

    /// A message that is not packed.
    static byte[] of(byte[] message) {
        return ByteBuffer.allocate(PREFIX_BYTES + message.length)
                .put((byte) 0)
                .putInt(message.length)
                .put(message)
                .array();
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (left == 0) {
            return length == 0 ? 0 : -1;
        }
        int read = body.read(bytes, offset, Math.min(length, left));
        if (read < 0) {
            throw new IOException("a message of gRPC breaks off");
        }
        left -= read;
        return read;
    }
}
