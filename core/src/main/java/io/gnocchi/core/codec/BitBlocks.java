package io.gnocchi.core.codec;

/// Numbers in blocks of 128, each block as the distances from its least number, in as many bits as
/// the largest distance needs.
///
/// ```
/// block = least:zigzag width:u8 bits       bits: width each, the lowest bit of the first byte first
/// ```
final class BitBlocks {
    /// Numbers that share a width.
    static final int BLOCK = 128;

    private BitBlocks() {}

    /// How many bytes [#write] takes.
    static int size(long[] numbers) {
        long size = 0;
        for (int from = 0; from < numbers.length; from += BLOCK) {
            int to = Math.min(from + BLOCK, numbers.length);
            long least = least(numbers, from, to);
            int width = width(numbers, from, to, least);
            size += ByteWriter.zigzagBytes(least) + 1L + bytes(to - from, width);
        }
        return Math.toIntExact(size);
    }

    static void write(ByteWriter out, long[] numbers) {
        for (int from = 0; from < numbers.length; from += BLOCK) {
            int to = Math.min(from + BLOCK, numbers.length);
            long least = least(numbers, from, to);
            int width = width(numbers, from, to, least);
            out.zigzag(least);
            out.u8(width);
            out.bits(numbers, from, to, least, width);
        }
    }

    /// Fills an array from an index on.
    static void read(ByteReader in, long[] numbers, int first) {
        for (int from = first; from < numbers.length; from += BLOCK) {
            int to = Math.min(from + BLOCK, numbers.length);
            long least = in.zigzag();
            in.bits(numbers, from, to, least, width(in));
        }
    }

    static int width(ByteReader in) {
        int width = in.u8();
        if (width > Long.SIZE) {
            throw new MalformedException("numbers of " + width + " bits");
        }
        return width;
    }

    /// How many bytes so many numbers of a width take.
    static int bytes(int count, int width) {
        return (int) Math.ceilDiv((long) count * width, Byte.SIZE);
    }

    private static long least(long[] numbers, int from, int to) {
        long least = numbers[from];
        for (int i = from + 1; i < to; i++) {
            least = Math.min(least, numbers[i]);
        }
        return least;
    }

    private static int width(long[] numbers, int from, int to, long least) {
        long distances = 0;
        for (int i = from; i < to; i++) {
            distances |= numbers[i] - least;
        }
        return Long.SIZE - Long.numberOfLeadingZeros(distances);
    }
}
