package io.gnocchi.server.intake;

import io.gnocchi.core.model.MalformedException;

/// Snappy's block format (not the framing one), unpacked.
///
/// ```
/// block   = length *element                 ; length: varint, of what is unpacked
/// element = literal | copy                  ; by the two lowest bits of its first byte
/// ```
///
/// Memory is bounded before it is taken: three bytes unpack to 64 at most, so a short block that
/// claims to be long is no block.
final class SnappyBlock {
    private static final int MAX_EXPANSION = 22;

    private final byte[] packed;
    private int at;
    private byte[] unpacked = {};
    private int length;

    private SnappyBlock(byte[] packed) {
        this.packed = packed;
    }

    /// The bytes in it.
    ///
    /// @throws MalformedException when it is no such block
    /// @throws IntakeRefusedException when it would be longer than allowed
    static byte[] unpack(byte[] packed, long maxBytes) {
        return new SnappyBlock(packed).unpack(maxBytes);
    }

    private byte[] unpack(long maxBytes) {
        long claimed = claimedLength();
        if (claimed > (long) MAX_EXPANSION * packed.length) {
            throw corrupt();
        }
        if (claimed > maxBytes) {
            throw IntakeRefusedException.tooLarge(
                    "unpacked it would have %d bytes, %d are allowed".formatted(claimed, maxBytes));
        }
        unpacked = new byte[Math.toIntExact(claimed)];
        while (at < packed.length) {
            element();
        }
        if (length != unpacked.length) {
            throw corrupt();
        }
        return unpacked;
    }

    private long claimedLength() {
        long claimed = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int octet = octet();
            claimed |= (octet & 0x7fL) << shift;
            if (octet < 0x80) {
                return claimed;
            }
        }
        throw corrupt();
    }

    private void element() {
        int tag = octet();
        switch (tag & 3) {
            case 0 -> literal(tag >>> 2);
            case 1 -> copy(4 + (tag >>> 2 & 7), (tag >>> 5) << 8 | octet());
            case 2 -> copy(1 + (tag >>> 2), number(2));
            default -> copy(1 + (tag >>> 2), number(4));
        }
    }

    /// Lengths up to 60 stand in the tag, others in the one to four bytes after it.
    private void literal(int tagLength) {
        long count = 1 + (tagLength < 60 ? tagLength : number(tagLength - 59));
        if (count > packed.length - at || count > unpacked.length - length) {
            throw corrupt();
        }
        System.arraycopy(packed, at, unpacked, length, (int) count);
        at += (int) count;
        length += (int) count;
    }

    /// Source and destination may overlap: then what has just been written is repeated.
    private void copy(int count, long offset) {
        if (offset == 0 || offset > length || count > unpacked.length - length) {
            throw corrupt();
        }
        int from = length - (int) offset;
        for (int i = 0; i < count; i++) {
            unpacked[length++] = unpacked[from++];
        }
    }

    private long number(int bytes) {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number |= (long) octet() << (8 * i);
        }
        return number;
    }

    private int octet() {
        if (at == packed.length) {
            throw corrupt();
        }
        return packed[at++] & 0xff;
    }

    private static MalformedException corrupt() {
        return new MalformedException("not a snappy block");
    }
}
