package io.gnocchi.core.segment;

import io.gnocchi.core.codec.ByteReader;
import io.gnocchi.core.codec.ByteWriter;
import io.gnocchi.core.model.TimeRange;

/// A range of time at rest: `start:varint length:varint`.
final class StoredRange {
    private StoredRange() {}

    static void write(ByteWriter out, TimeRange range) {
        out.varint(range.startNanos());
        out.varint(range.stopNanos() - range.startNanos());
    }

    static TimeRange read(ByteReader in) {
        long start = in.varint();
        return new TimeRange(start, Math.addExact(start, in.varint()));
    }
}
