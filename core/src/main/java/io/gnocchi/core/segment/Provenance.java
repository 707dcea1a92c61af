package io.gnocchi.core.segment;

import io.gnocchi.core.codec.ByteReader;
import io.gnocchi.core.codec.ByteWriter;
import io.gnocchi.core.manifest.BatchName;
import java.util.ArrayList;
import java.util.List;

/// What the writer of a batch knew of the batches before it (`docs/formats/batch-provenance.md`). A
/// batch gets its ordinal after it was written; the batches that come later tell it.
///
/// ```
/// provenance = previous:text head:varint names:varint (ordinal:varint key:text)*      a block
/// ```
///
/// @param previous the batch this process tried to append before, whatever came of it; empty when
///   this is its first
/// @param head the last ordinal visible when this batch began to be written
/// @param names batches acknowledged since the last batch of this process that told some
public record Provenance(String previous, long head, List<BatchName> names) {
    /// Of a batch that tells nothing.
    public static final Provenance NONE = new Provenance("", 0, List.of());

    public Provenance {
        names = List.copyOf(names);
    }

    boolean isNone() {
        return previous.isEmpty() && head == 0 && names.isEmpty();
    }

    void write(ByteWriter out) {
        int start = out.size();
        out.text(previous);
        out.varint(head);
        writeNames(out, names);
        out.checksumSince(start);
    }

    static Provenance read(ByteReader in) {
        return new Provenance(in.text(), in.varint(), readNames(in));
    }

    static void writeNames(ByteWriter out, List<BatchName> names) {
        out.varint(names.size());
        for (var name : names) {
            out.varint(name.ordinal());
            out.text(name.key());
        }
    }

    static List<BatchName> readNames(ByteReader in) {
        int count = in.count(2, Integer.MAX_VALUE);
        var names = new ArrayList<BatchName>(count);
        for (int i = 0; i < count; i++) {
            names.add(new BatchName(in.varint(), in.text()));
        }
        return names;
    }
}
