package io.gnocchi.core.segment;

import io.gnocchi.core.codec.ByteReader;
import io.gnocchi.core.codec.ByteWriter;
import io.gnocchi.core.codec.MalformedException;

/// What every object at rest has around its blocks (`docs/formats/frame.md`):
///
/// ```
/// object  = kind:4 version:u16 zero:u16 block* footer trailer
/// block   = payload crc32c(payload):u32             footer is a block
/// trailer = footerLength:u32 objectLength:u64 crc32c(the twelve bytes before):u32 kind:4
/// ```
enum Frame {
    BATCH(0x54414247, 3), // "GBAT"
    SEGMENT(0x47455347, 4), // "GSEG"
    COMMIT(0x4D4F4347, 2); // "GCOM"

    static final int HEADER_BYTES = 8;
    static final int TRAILER_BYTES = 20;

    private final int kind;

    /// What is written; every version from 1 on is read.
    private final int version;

    Frame(int kind, int version) {
        this.kind = kind;
        this.version = version;
    }

    ByteWriter open(int capacity) {
        var out = new ByteWriter(capacity);
        out.u32(kind);
        out.u16(version);
        out.u16(0);
        return out;
    }

    /// Appends footer and trailer.
    byte[] close(ByteWriter out, ByteWriter footer) {
        int start = out.size();
        out.raw(footer);
        out.checksumSince(start);
        int footerLength = out.size() - start;
        int trailer = out.size();
        out.u32(footerLength);
        out.u64(trailer + TRAILER_BYTES);
        out.checksumSince(trailer);
        out.u32(kind);
        return out.toBytes();
    }

    /// The length of the footer block of an object of `objectLength` bytes that ends with `tail`.
    int footerLength(byte[] tail, long objectLength) {
        if (tail.length < TRAILER_BYTES) {
            throw new MalformedException("an object of " + tail.length + " bytes");
        }
        int start = tail.length - TRAILER_BYTES;
        if (new ByteReader(tail, tail.length - 4, 4).u32() != kind) {
            throw new MalformedException("not a " + this);
        }
        var in = ByteReader.checked(tail, start, TRAILER_BYTES - 4);
        int length = in.u32();
        long stated = in.u64();
        if (stated != objectLength) {
            throw new MalformedException(
                    "an object of " + objectLength + " bytes that says " + stated);
        }
        if (length < 4 || length > objectLength - HEADER_BYTES - TRAILER_BYTES) {
            throw new MalformedException("a footer of " + length + " bytes");
        }
        return length;
    }

    /// Begins a block that is read without the header: version 1 never begins with a zero.
    void writeVersion(ByteWriter out) {
        out.varint(0);
        out.varint(version);
    }

    /// The version of a block, whose first byte may tell it.
    int readVersion(ByteReader in) {
        if (in.peek() != 0) {
            return 1;
        }
        in.u8();
        long stated = in.varint();
        if (stated <= 1) {
            throw new MalformedException("a block of version " + stated);
        }
        if (stated > version) {
            throw new NewerVersionException(
                    "is of version %d, this process knows up to %d and has to be upgraded"
                            .formatted(stated, version));
        }
        return (int) stated;
    }

    /// Verifies the header of a whole object.
    ///
    /// @return its version
    int verifyHeader(byte[] object) {
        var in = new ByteReader(object, 0, Math.min(object.length, HEADER_BYTES));
        int stated = in.u32();
        int itsVersion = in.u16();
        if (stated != kind || itsVersion < 1 || itsVersion > version) {
            throw new MalformedException("not a " + this + " of version 1 to " + version);
        }
        return itsVersion;
    }
}
