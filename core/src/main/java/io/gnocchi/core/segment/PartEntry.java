package io.gnocchi.core.segment;

import io.gnocchi.core.codec.ByteReader;
import io.gnocchi.core.codec.ByteWriter;
import io.gnocchi.core.manifest.SegmentPart;

/// A footer's line about one part.
///
/// @param offset where its records begin; its directory follows them
record PartEntry(
        int sack,
        long from,
        long through,
        int offset,
        int recordsLength,
        int directoryLength,
        long minNanos,
        long maxNanos) {

    void write(ByteWriter out) {
        out.varint(sack);
        out.varint(from);
        out.varint(through);
        out.varint(offset);
        out.varint(recordsLength);
        out.varint(directoryLength);
        out.varint(minNanos);
        out.varint(maxNanos);
    }

    static PartEntry read(ByteReader in) {
        return new PartEntry(
                Math.toIntExact(in.varint()),
                in.varint(),
                in.varint(),
                Math.toIntExact(in.varint()),
                Math.toIntExact(in.varint()),
                Math.toIntExact(in.varint()),
                in.varint(),
                in.varint());
    }

    SegmentPart row(String key, long sizeBytes) {
        return new SegmentPart(
                sack,
                key,
                sizeBytes,
                (long) recordsLength + directoryLength,
                from,
                through,
                minNanos,
                maxNanos);
    }

    int directoryOffset() {
        return offset + recordsLength;
    }
}
