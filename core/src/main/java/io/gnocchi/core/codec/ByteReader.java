package io.gnocchi.core.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/// Reads what [ByteWriter] wrote, within bounds: anything else is a [MalformedException].
public final class ByteReader {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final int limit;
    private int position;

    public ByteReader(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        this.bytes = bytes;
        this.position = offset;
        this.limit = offset + length;
    }

    public ByteReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    /// A reader of a block: `length` bytes of which the last four are the checksum of the others.
    public static ByteReader checked(byte[] bytes, int offset, int length) {
        if (length < 4 || offset < 0 || offset > bytes.length - length) {
            throw new MalformedException("a block of " + length + " bytes at " + offset);
        }
        int payload = length - 4;
        int stored = new ByteReader(bytes, offset + payload, 4).u32();
        int actual = Checksum.of(bytes, offset, payload);
        if (stored != actual) {
            throw new MalformedException(
                    "checksum %08x, but the bytes say %08x".formatted(stored, actual));
        }
        return new ByteReader(bytes, offset, payload);
    }

    public int position() {
        return position;
    }

    public int remaining() {
        return limit - position;
    }

    /// The next byte, which stays the next.
    public int peek() {
        need(1);
        return bytes[position] & 0xFF;
    }

    public int u8() {
        need(1);
        return bytes[position++] & 0xFF;
    }

    public int u16() {
        return u8() | u8() << 8;
    }

    public int u32() {
        need(4);
        int value = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            value |= (bytes[position++] & 0xFF) << shift;
        }
        return value;
    }

    public long u64() {
        need(Long.BYTES);
        long value = (long) LONGS.get(bytes, position);
        position += Long.BYTES;
        return value;
    }

    public long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = u8();
            value |= (next & 0x7FL) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new MalformedException("a varint of more than ten bytes");
    }

    public long zigzag() {
        long value = varint();
        return (value >>> 1) ^ -(value & 1);
    }

    /// A varint that counts things of at least `bytesEach` bytes still to come (0: counts up to
    /// `most` things that may take none).
    public int count(int bytesEach, int most) {
        long count = varint();
        long bound = bytesEach == 0 ? most : Math.min(most, remaining() / bytesEach);
        if (count < 0 || count > bound) {
            throw new MalformedException("a count of " + count + " where " + bound + " fit");
        }
        return (int) count;
    }

    /// Unpacks numbers of `width` bits each, which may be 0 to 64, into `[from, to)`.
    ///
    /// @param base is added to each
    void bits(long[] into, int from, int to, long base, int width) {
        int length = BitBlocks.bytes(to - from, width);
        need(length);
        if (width == 0) {
            Arrays.fill(into, from, to, base);
            return;
        }
        long mask = -1L >>> (Long.SIZE - width);
        long bit = (long) position * Byte.SIZE;
        for (int i = from; i < to; i++, bit += width) {
            int at = (int) (bit >>> 3);
            int shift = (int) (bit & 7);
            long number;
            if (at + Long.BYTES < bytes.length) {
                number = (long) LONGS.get(bytes, at) >>> shift;
                if (shift + width > Long.SIZE) {
                    number |= (long) bytes[at + Long.BYTES] << (Long.SIZE - shift);
                }
            } else {
                number = bitsNearTheEnd(at, shift);
            }
            into[i] = base + (number & mask);
        }
        position += length;
    }

    /// The bits from bit `shift` of the byte at `at` on, as many as there are, at most 64.
    private long bitsNearTheEnd(int at, int shift) {
        long number = (bytes[at] & 0xFFL) >>> shift;
        int filled = Byte.SIZE - shift;
        for (int i = at + 1; i < limit && filled < Long.SIZE; i++, filled += Byte.SIZE) {
            number |= (bytes[i] & 0xFFL) << filled;
        }
        return number;
    }

    public String text() {
        int length = count(1, Integer.MAX_VALUE);
        var text = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }

    private void need(int more) {
        if (limit - position < more) {
            throw new MalformedException("the bytes end early");
        }
    }
}
