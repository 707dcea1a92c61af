package io.gnocchi.core.segment;

import io.gnocchi.core.codec.ByteReader;
import io.gnocchi.core.codec.ByteWriter;
import java.util.UUID;

/// Metric ids as sixteen bytes, most significant half first, each half little-endian.
final class Ids {
    private Ids() {}

    static void write(ByteWriter out, UUID id) {
        write(out, id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    /// One in halves.
    static void write(ByteWriter out, long high, long low) {
        out.u64(high);
        out.u64(low);
    }

    static UUID read(ByteReader in) {
        return new UUID(in.u64(), in.u64());
    }
}
