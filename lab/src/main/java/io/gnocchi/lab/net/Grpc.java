package io.gnocchi.lab.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/// A connection for calls of gRPC, one after the other: as much of HTTP/2 as that needs. Headers of
/// answers are not read; a call that fails is answered without a message.
public final class Grpc implements AutoCloseable {
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RESET = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GO_AWAY = 7;
    private static final int WINDOW_UPDATE = 8;
    private static final int ACKNOWLEDGED = 1;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int INITIAL_WINDOW = 4;
    private static final int MAX_FRAME_BYTES = 16_384;
    private static final int FIRST_WINDOW = 65_535;
    private static final int PREFIX_BYTES = 5;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final byte[] headers;
    private int stream = -1;
    private long connectionWindow = FIRST_WINDOW;
    private long streamWindow = FIRST_WINDOW;
    private int freshWindow = FIRST_WINDOW;

    /// @param path of the method
    public Grpc(int port, String path, String authorization) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
        headers = headers(port, path, authorization);
        out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
        frame(SETTINGS, 0, 0, new byte[0], 0, 0);
        out.flush();
    }

    /// Every header spelled out, and none to be remembered.
    private static byte[] headers(int port, String path, String authorization) {
        var block = new ByteArrayOutputStream();
        for (var header :
                new String[][] {
                    {":method", "POST"},
                    {":scheme", "http"},
                    {":path", path},
                    {":authority", "127.0.0.1:" + port},
                    {"content-type", "application/grpc"},
                    {"te", "trailers"},
                    {"authorization", authorization}
                }) {
            block.write(0);
            for (var word : header) {
                block.write(word.length());
                block.writeBytes(word.getBytes(ISO_8859_1));
            }
        }
        return block.toByteArray();
    }

    /// Calls.
    ///
    /// @return whether it was answered by an empty message
    public boolean call(byte[] message) throws IOException {
        stream += 2;
        streamWindow = freshWindow;
        frame(HEADERS, END_HEADERS, stream, headers, 0, headers.length);
        var body =
                ByteBuffer.allocate(PREFIX_BYTES + message.length)
                        .put((byte) 0)
                        .putInt(message.length)
                        .put(message)
                        .array();
        int sent = 0;
        while (sent < body.length) {
            int most = (int) Math.min(connectionWindow, streamWindow);
            int next = Math.min(Math.min(most, MAX_FRAME_BYTES), body.length - sent);
            if (next <= 0) {
                out.flush();
                var _ = hear();
            } else {
                boolean isLast = sent + next == body.length;
                frame(DATA, isLast ? END_STREAM : 0, stream, body, sent, next);
                sent += next;
                connectionWindow -= next;
                streamWindow -= next;
            }
        }
        out.flush();
        return answer();
    }

    private boolean answer() throws IOException {
        int length = 0;
        while (true) {
            var frame = hear();
            length += frame.kind() == DATA ? frame.length() : 0;
            if ((frame.kind() == DATA || frame.kind() == HEADERS) && frame.endsStream()) {
                return length == PREFIX_BYTES;
            }
        }
    }

    private record Heard(int kind, int flags, int length) {
        boolean endsStream() {
            return (flags & END_STREAM) != 0;
        }
    }

    private Heard hear() throws IOException {
        int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
        int kind = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int of = in.readInt();
        var body = new byte[length];
        in.readFully(body);
        switch (kind) {
            case SETTINGS -> {
                if ((flags & ACKNOWLEDGED) == 0) {
                    settings(ByteBuffer.wrap(body));
                }
            }
            case PING -> {
                if ((flags & ACKNOWLEDGED) == 0) {
                    frame(PING, ACKNOWLEDGED, 0, body, 0, length);
                    out.flush();
                }
            }
            case WINDOW_UPDATE -> widen(of, ByteBuffer.wrap(body).getInt());
            case DATA -> consumed(length);
            case RESET, GO_AWAY -> throw new IOException("the server ends the call");
            default -> {}
        }
        return new Heard(kind, flags, length);
    }

    private void settings(ByteBuffer body) throws IOException {
        while (body.hasRemaining()) {
            int name = body.getShort();
            int value = body.getInt();
            if (name == INITIAL_WINDOW) {
                streamWindow += value - freshWindow;
                freshWindow = value;
            }
        }
        frame(SETTINGS, ACKNOWLEDGED, 0, new byte[0], 0, 0);
        out.flush();
    }

    private void widen(int of, int by) {
        if (of == 0) {
            connectionWindow += by;
        } else if (of == stream) {
            streamWindow += by;
        }
    }

    private void consumed(int length) throws IOException {
        if (length > 0) {
            var by = ByteBuffer.allocate(Integer.BYTES).putInt(length).array();
            frame(WINDOW_UPDATE, 0, 0, by, 0, by.length);
            out.flush();
        }
    }

    private void frame(int kind, int flags, int of, byte[] body, int from, int length)
            throws IOException {
        out.writeShort(length >> 8);
        out.writeByte(length);
        out.writeByte(kind);
        out.writeByte(flags);
        out.writeInt(of);
        out.write(body, from, length);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
