package io.gnocchi.server.sql;

import io.gnocchi.core.manifest.BatchSection;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/// The sections of a batch as one column.
///
/// ```
/// sections = version:1 count:v section*
/// section  = sack:v offset:v length:v metrics:v bundles:v
/// version  = 0x01
/// v        = unsigned LEB128: seven bits a byte, low ones first, the top bit set on all but the last
/// ```
///
/// `sack` and `offset` count from the end of the section before (the sack after it, the byte after
/// it); of the first they are plain. A column that ends early or late is a broken row.
final class Sections {
    private static final int VERSION = 1;

    private Sections() {}

    static byte[] encode(List<BatchSection> sections) {
        var out = new ByteArrayOutputStream(8 + sections.size() * 10);
        out.write(VERSION);
        writeNumber(out, sections.size());
        int nextSack = 0;
        int nextOffset = 0;
        for (var section : sections) {
            writeNumber(out, section.sack() - nextSack);
            writeNumber(out, section.offset() - nextOffset);
            writeNumber(out, section.length());
            writeNumber(out, section.metrics());
            writeNumber(out, section.bundles());
            nextSack = section.sack() + 1;
            nextOffset = section.offset() + section.length();
        }
        return out.toByteArray();
    }

    private static void writeNumber(ByteArrayOutputStream out, int number) {
        int rest = number;
        while ((rest & ~0x7f) != 0) {
            out.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    static List<BatchSection> decode(byte[] bytes) {
        var in = new Reader(bytes);
        if (in.next() != VERSION) {
            throw new IllegalStateException("sections of an unknown version");
        }
        int count = in.number();
        var sections = new ArrayList<BatchSection>();
        int sack = 0;
        int offset = 0;
        for (int i = 0; i < count; i++) {
            sack += in.number();
            offset += in.number();
            int length = in.number();
            sections.add(new BatchSection(sack, offset, length, in.number(), in.number()));
            sack++;
            offset += length;
        }
        in.requireEnd();
        return sections;
    }

    private static final class Reader {
        private final byte[] bytes;
        private int at;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        int next() {
            if (at == bytes.length) {
                throw new IllegalStateException("sections end early");
            }
            return bytes[at++] & 0xff;
        }

        int number() {
            int number = 0;
            for (int shift = 0; shift < Integer.SIZE; shift += 7) {
                int part = next();
                number |= (part & 0x7f) << shift;
                if (part < 0x80) {
                    return number;
                }
            }
            throw new IllegalStateException("a number of sections is too long");
        }

        void requireEnd() {
            if (at != bytes.length) {
                throw new IllegalStateException("sections end late");
            }
        }
    }
}
