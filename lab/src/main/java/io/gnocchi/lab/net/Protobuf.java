package io.gnocchi.lab.net;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A message of protocol buffers while it is written.
public final class Protobuf {
    private static final int MAX_LITERAL = 1 << 16;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    public Protobuf varint(int field, long value) {
        put((long) field << 3);
        put(value);
        return this;
    }

    public Protobuf fixed(int field, long bits) {
        put(((long) field << 3) | 1);
        bytes.writeBytes(
                ByteBuffer.allocate(Long.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(bits)
                        .array());
        return this;
    }

    public Protobuf real(int field, double value) {
        return fixed(field, Double.doubleToRawLongBits(value));
    }

    public Protobuf text(int field, String text) {
        return octets(field, text.getBytes(StandardCharsets.UTF_8));
    }

    public Protobuf message(int field, Protobuf inner) {
        return octets(field, inner.bytes.toByteArray());
    }

    private Protobuf octets(int field, byte[] octets) {
        put(((long) field << 3) | 2);
        put(octets.length);
        bytes.writeBytes(octets);
        return this;
    }

    private void put(long value) {
        long rest = value;
        for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
            bytes.write((int) ((rest & 0x7f) | 0x80));
        }
        bytes.write((int) rest);
    }

    public byte[] whole() {
        return bytes.toByteArray();
    }

    /// As a block of snappy in which nothing is packed, for it is who reads it that is measured.
    public byte[] snappy() {
        var message = bytes.toByteArray();
        var block = new Protobuf();
        block.put(message.length);
        for (int from = 0; from < message.length; from += MAX_LITERAL) {
            int length = Math.min(MAX_LITERAL, message.length - from);
            block.bytes.write(61 << 2); // A literal whose length stands in two bytes.
            block.bytes.write((length - 1) & 0xff);
            block.bytes.write((length - 1) >>> 8);
            block.bytes.write(message, from, length);
        }
        return block.whole();
    }
}
