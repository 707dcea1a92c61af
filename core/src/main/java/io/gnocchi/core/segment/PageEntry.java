package io.gnocchi.core.segment;

import io.gnocchi.core.codec.ByteReader;
import io.gnocchi.core.codec.ByteWriter;
import java.util.UUID;

/// A footer's line about one page: records, and behind them a block that says whose they are.
///
/// @param first metric of the page
/// @param offset where its records begin
record PageEntry(UUID first, int offset, int recordsLength, int entriesLength) {
    /// No metric comes before it.
    static final UUID LEAST_METRIC = new UUID(Long.MIN_VALUE, Long.MIN_VALUE);

    void write(ByteWriter out) {
        Ids.write(out, first);
        out.varint(recordsLength);
        out.varint(entriesLength);
    }

    static PageEntry read(ByteReader in, int offset) {
        return new PageEntry(
                Ids.read(in), offset, Math.toIntExact(in.varint()), Math.toIntExact(in.varint()));
    }

    int entriesOffset() {
        return offset + recordsLength;
    }

    int length() {
        return recordsLength + entriesLength;
    }

    int end() {
        return offset + length();
    }
}
