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
    BATCH(0x54414247, 3, 4), // "GBAT"
    SEGMENT(0x47455347, 4, 5), // "GSEG"
    COMMIT(0x4D4F4347, 2, 2); // "GCOM"

    static final int HEADER_BYTES = 8;
    static final int TRAILER_BYTES = 20;

    private static final int VERSION_PLACE = 4;

    private final int kind;

    /// What is written of what older programs know.
    private final int usual;

    /// What is written when there are imports; every version from 1 up to here is read.
    private final int newest;

    Frame(int kind, int usual, int newest) {
        this.kind = kind;
        this.usual = usual;
        this.newest = newest;
    }

    /// The version in which something is written: that which older programs refuse only when it
    /// holds what they do not know.
    int version(boolean imports) {
        return imports ? newest : usual;
    }

    ByteWriter open(int capacity) {
        var out = new ByteWriter(capacity);
        out.u32(kind);
        out.u16(usual);
        out.u16(0);
        return out;
    }

    /// Appends footer and trailer.
    ///
    /// @param version of the whole object
    byte[] close(ByteWriter out, ByteWriter footer, int version) {
        out.replaceU16(VERSION_PLACE, version);
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
    void writeVersion(ByteWriter out, int version) {
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
        if (stated > newest) {
            throw new NewerVersionException(
                    "is of version %d, this process knows up to %d and has to be upgraded"
                            .formatted(stated, newest));
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
        if (stated != kind || itsVersion < 1 || itsVersion > newest) {
            throw new MalformedException("not a " + this + " of version 1 to " + newest);
        }
        return itsVersion;
    }
}
