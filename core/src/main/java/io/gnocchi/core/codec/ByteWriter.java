package io.gnocchi.core.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bytes that grow at the end. Fixed-size numbers are little-endian; varints are LEB128.
public final class ByteWriter {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes;
    private int size;

    public ByteWriter(int capacity) {
        bytes = new byte[Math.max(capacity, 16)];
    }

    /// How many bytes have been written.
    public int size() {
        return size;
    }

    /// A copy of what has been written.
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    /// Reads some of what has been written.
    public ByteReader reader(int offset, int length) {
        return new ByteReader(bytes, offset, length);
    }

    public void u8(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
    }

    public void u16(int value) {
        u8(value);
        u8(value >>> 8);
    }

    /// Writes a number where one of that size stands.
    public void replaceU16(int place, int value) {
        bytes[place] = (byte) value;
        bytes[place + 1] = (byte) (value >>> 8);
    }

    public void u32(int value) {
        ensure(4);
        for (int shift = 0; shift < 32; shift += 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    public void u64(long value) {
        ensure(Long.BYTES);
        LONGS.set(bytes, size, value);
        size += Long.BYTES;
    }

    /// An unsigned number in 1 to 10 bytes.
    public void varint(long value) {
        ensure(10);
        var target = bytes;
        int at = size;
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            target[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        target[at++] = (byte) rest;
        size = at;
    }

    /// A signed number whose small magnitudes are short.
    public void zigzag(long value) {
        varint((value << 1) ^ (value >> 63));
    }

    /// How many bytes [#zigzag] takes.
    static int zigzagBytes(long value) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros((value << 1) ^ (value >> 63));
        return Math.max(1, Math.ceilDiv(bits, 7));
    }

    /// Packs the numbers of `[from, to)`, `width` bits each, which may be 0 to 64.
    ///
    /// @param base is taken from each; what is left fits the width
    void bits(long[] numbers, int from, int to, long base, int width) {
        if (width == 0) {
            return;
        }
        ensure(BitBlocks.bytes(to - from, width) + Long.BYTES);
        long pending = 0;
        int filled = 0;
        for (int i = from; i < to; i++) {
            long number = numbers[i] - base;
            pending |= number << filled;
            filled += width;
            if (filled >= Long.SIZE) {
                LONGS.set(bytes, size, pending);
                size += Long.BYTES;
                filled -= Long.SIZE;
                pending = filled == 0 ? 0 : number >>> (width - filled);
            }
        }
        LONGS.set(bytes, size, pending);
        size += BitBlocks.bytes(1, filled);
    }

    /// Takes back everything from a place on.
    public void truncate(int place) {
        size = place;
    }

    /// A varint of the length in bytes, then UTF-8.
    public void text(String text) {
        var utf8 = text.getBytes(StandardCharsets.UTF_8);
        varint(utf8.length);
        raw(utf8, 0, utf8.length);
    }

    public void raw(byte[] source, int offset, int length) {
        ensure(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    /// Everything another writer holds.
    public void raw(ByteWriter other) {
        raw(other.bytes, 0, other.size);
    }

    /// Some of what another writer holds.
    public void raw(ByteWriter other, int offset, int length) {
        raw(other.bytes, offset, length);
    }

    /// Appends the checksum of everything written since `start`.
    public void checksumSince(int start) {
        u32(Checksum.of(bytes, start, size - start));
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), bytes.length * 2));
        }
    }
}
