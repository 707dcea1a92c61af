package io.gnocchi.core.segment;

import io.gnocchi.core.codec.ByteReader;
import io.gnocchi.core.codec.ByteWriter;
import java.util.UUID;

/// Metric ids as sixteen bytes, most significant half first, each half little-endian.
final class Ids {
    private Ids() {}

    static void write(ByteWriter out, UUID id) {
        out.u64(id.getMostSignificantBits());
        out.u64(id.getLeastSignificantBits());
    }

    static UUID read(ByteReader in) {
        return new UUID(in.u64(), in.u64());
    }
}
