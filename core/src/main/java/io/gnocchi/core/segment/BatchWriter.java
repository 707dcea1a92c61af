package io.gnocchi.core.segment;

import io.gnocchi.core.codec.ByteWriter;
import io.gnocchi.core.manifest.BatchSection;
import io.gnocchi.core.manifest.NewBatch;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.series.Request;
import java.util.ArrayList;
import java.util.List;

/// Writes a batch: what many requests ask, by sack, then metric, then request
/// (`docs/formats/batch-3.md`, with imports `docs/formats/batch-4.md`).
///
/// ```
/// section = 0:u8 version:varint policies:table metrics:varint entry* record*
///                                                                  a block, one per sack, ascending
/// entry   = metric:16 recordLength:varint                         ascending, metrics distinct
/// record  = requests:varint request* timestamps values
/// request = policy:varint points:varint range?                    a range when there are no points
///           in a section with imports (version 4):
///           policy:varint kind:u8 (points:varint | range)          0 post, 1 import, 2 erasure
/// range   = start:varint length:varint                            what is removed
/// footer  = sections:varint (sack:varint offset:varint length:varint metrics:varint bundles:varint)*
///           sacks:varint
/// ```
public final class BatchWriter {
    static final int POST = 0;
    static final int IMPORT = 1;
    static final int ERASURE = 2;

    private BatchWriter() {}

    /// An object and what the manifest says of it.
    public record Encoded(byte[] bytes, Sacks sacks, List<BatchSection> sections) {
        public Encoded {
            sections = List.copyOf(sections);
        }

        /// Asks to be acknowledged under a name.
        public NewBatch named(String key) {
            return new NewBatch(key, bytes.length, sacks, sections);
        }
    }

    /// @param entries in the order of acknowledgment
    public static Encoded write(Sacks sacks, List<BatchEntry> entries) {
        return write(sacks, List.of(EncodedRequest.of(entries)), Provenance.NONE);
    }

    /// @param requests in the order of acknowledgment
    /// @param provenance what is known of the batches before
    public static Encoded write(Sacks sacks, List<EncodedRequest> requests, Provenance provenance) {
        var order = new EntryOrder(sacks, requests);
        var out = Frame.BATCH.open(64 * order.size());
        var sections = new ArrayList<BatchSection>();
        boolean holdsImport = false;
        for (int sack = 0; sack < sacks.count(); sack++) {
            if (order.begin(sack) < order.end(sack)) {
                boolean kinds = order.holdsImport(sack);
                holdsImport |= kinds;
                sections.add(writeSection(out, sack, order, kinds));
            }
        }
        if (!provenance.isNone()) {
            provenance.write(out);
        }
        int version = Frame.BATCH.version(holdsImport);
        var bytes = Frame.BATCH.close(out, footer(sacks, sections), version);
        return new Encoded(bytes, sacks, sections);
    }

    /// @param kinds whether requests tell their kinds
    private static BatchSection writeSection(
            ByteWriter out, int sack, EntryOrder order, boolean kinds) {
        int start = out.size();
        int end = order.end(sack);
        int entries = end - order.begin(sack);
        var policies = new PolicyTable();
        var directory = new ByteWriter(20 * entries);
        var records = new ByteWriter(32 * entries);
        int metrics = 0;
        for (int from = order.begin(sack); from < end; ) {
            int to = order.endOfMetric(from, end);
            int before = records.size();
            writeRecord(records, policies, order, from, to, kinds);
            int first = order.at(from);
            order.request(first).writeMetric(order.place(first), directory);
            directory.varint(records.size() - before);
            metrics++;
            from = to;
        }
        Frame.BATCH.writeVersion(out, Frame.BATCH.version(kinds));
        policies.write(out);
        out.varint(metrics);
        out.raw(directory);
        out.raw(records);
        out.checksumSince(start);
        return new BatchSection(sack, start, out.size() - start, metrics, entries);
    }

    private static void writeRecord(
            ByteWriter out,
            PolicyTable policies,
            EntryOrder order,
            int from,
            int to,
            boolean kinds) {
        out.varint(to - from);
        for (int i = from; i < to; i++) {
            int number = order.at(i);
            writeHead(out, policies, order.request(number), order.place(number), kinds);
        }
        if (to - from == 1) {
            int number = order.at(from);
            order.request(number).writeColumns(order.place(number), out);
        } else {
            EncodedRequest.write(out, concatenation(order, from, to));
        }
    }

    private static void writeHead(
            ByteWriter out,
            PolicyTable policies,
            EncodedRequest request,
            int place,
            boolean kinds) {
        out.varint(policies.place(request.policy(place)));
        int kind = request.kind(place);
        if (kinds) {
            out.u8(kind);
        }
        if (kind != ERASURE || !kinds) {
            out.varint(request.points(place));
        }
        if (kind == ERASURE) {
            StoredRange.write(out, request.erased(place));
        }
    }

    static int kind(Request request) {
        return switch (request) {
            case Request.Post _ -> POST;
            case Request.Import _ -> IMPORT;
            case Request.Erasure _ -> ERASURE;
        };
    }

    private static Measures concatenation(EntryOrder order, int from, int to) {
        int total = 0;
        for (int i = from; i < to; i++) {
            total += order.points(i);
        }
        var timestamps = new long[total];
        var values = new double[total];
        int at = 0;
        for (int i = from; i < to; i++) {
            var measures = order.measures(i);
            System.arraycopy(measures.timestamps(), 0, timestamps, at, measures.size());
            System.arraycopy(measures.values(), 0, values, at, measures.size());
            at += measures.size();
        }
        return new Measures(timestamps, values);
    }

    private static ByteWriter footer(Sacks sacks, List<BatchSection> sections) {
        var footer = new ByteWriter(16 * sections.size());
        footer.varint(sections.size());
        for (var section : sections) {
            footer.varint(section.sack());
            footer.varint(section.offset());
            footer.varint(section.length());
            footer.varint(section.metrics());
            footer.varint(section.bundles());
        }
        footer.varint(sacks.count());
        return footer;
    }
}
