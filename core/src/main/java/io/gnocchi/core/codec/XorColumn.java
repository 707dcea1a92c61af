package io.gnocchi.core.codec;

/// Doubles whose neighbours share bits: the first as it is, then what changes from one to the next,
/// in blocks of 128 without the bits that never change in the block. The idea is Gorilla's and
/// Chimp's; one width a block instead of one a value lets a block be unpacked in a plain loop.
///
/// ```
/// xor = first:u64 block*          block = low:u8 width:u8 bits
/// ```
final class XorColumn {
    private XorColumn() {}

    /// What changes from each value to the next.
    static long[] changes(double[] values) {
        var changes = new long[values.length - 1];
        long previous = Double.doubleToRawLongBits(values[0]);
        for (int i = 0; i < changes.length; i++) {
            long next = Double.doubleToRawLongBits(values[i + 1]);
            changes[i] = next ^ previous;
            previous = next;
        }
        return changes;
    }

    /// How many bytes [#write] takes.
    static int size(long[] changes) {
        long size = Long.BYTES;
        for (int from = 0; from < changes.length; from += BitBlocks.BLOCK) {
            int to = Math.min(from + BitBlocks.BLOCK, changes.length);
            long used = used(changes, from, to);
            size += 2L + BitBlocks.bytes(to - from, width(used));
        }
        return Math.toIntExact(size);
    }

    static void write(ByteWriter out, double first, long[] changes) {
        out.u64(Double.doubleToRawLongBits(first));
        var shifted = new long[changes.length];
        for (int from = 0; from < changes.length; from += BitBlocks.BLOCK) {
            int to = Math.min(from + BitBlocks.BLOCK, changes.length);
            long used = used(changes, from, to);
            int low = used == 0 ? 0 : Long.numberOfTrailingZeros(used);
            for (int i = from; i < to; i++) {
                shifted[i] = changes[i] >>> low;
            }
            out.u8(low);
            out.u8(width(used));
            out.bits(shifted, from, to, 0, width(used));
        }
    }

    static void read(ByteReader in, double[] values) {
        var bits = new long[values.length];
        bits[0] = in.u64();
        for (int from = 1; from < bits.length; from += BitBlocks.BLOCK) {
            int to = Math.min(from + BitBlocks.BLOCK, bits.length);
            int low = in.u8();
            int width = BitBlocks.width(in);
            if (low + width > Long.SIZE) {
                throw new MalformedException(width + " bits from bit " + low + " on");
            }
            in.bits(bits, from, to, 0, width);
            for (int i = from; i < to; i++) {
                bits[i] = bits[i - 1] ^ (bits[i] << low);
            }
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = Double.longBitsToDouble(bits[i]);
        }
    }

    private static long used(long[] changes, int from, int to) {
        long used = 0;
        for (int i = from; i < to; i++) {
            used |= changes[i];
        }
        return used;
    }

    private static int width(long used) {
        return used == 0
                ? 0
                : Long.SIZE - Long.numberOfLeadingZeros(used) - Long.numberOfTrailingZeros(used);
    }
}
