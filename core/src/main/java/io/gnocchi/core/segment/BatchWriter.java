package io.gnocchi.core.segment;

import io.gnocchi.core.codec.ByteWriter;
import io.gnocchi.core.codec.DoubleColumn;
import io.gnocchi.core.codec.TimestampColumn;
import io.gnocchi.core.manifest.BatchSection;
import io.gnocchi.core.manifest.NewBatch;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.series.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;

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
        return write(sacks, entries, Provenance.NONE);
    }

    /// @param entries in the order of acknowledgment
    /// @param provenance what is known of the batches before
    public static Encoded write(Sacks sacks, List<BatchEntry> entries, Provenance provenance) {
        var bySack = new HashMap<Integer, List<BatchEntry>>();
        for (var entry : entries) {
            bySack.computeIfAbsent(sacks.of(entry.metric()), _ -> new ArrayList<>()).add(entry);
        }
        var out = Frame.BATCH.open(64 * entries.size());
        var sections = new ArrayList<BatchSection>(bySack.size());
        new TreeMap<>(bySack)
                .forEach((sack, ofSack) -> sections.add(writeSection(out, sack, ofSack)));
        if (!provenance.isNone()) {
            provenance.write(out);
        }
        int version = Frame.BATCH.version(holdImport(entries));
        var bytes = Frame.BATCH.close(out, footer(sacks, sections), version);
        return new Encoded(bytes, sacks, sections);
    }

    private static boolean holdImport(List<BatchEntry> entries) {
        return entries.stream().anyMatch(entry -> entry.request() instanceof Request.Import);
    }

    /// @param entries in the order of acknowledgment; sorted by metric afterwards
    private static BatchSection writeSection(ByteWriter out, int sack, List<BatchEntry> entries) {
        entries.sort((one, other) -> one.metric().compareTo(other.metric()));
        int start = out.size();
        boolean kinds = holdImport(entries);
        var policies = new PolicyTable();
        var directory = new ByteWriter(20 * entries.size());
        var records = new ByteWriter(32 * entries.size());
        int metrics = 0;
        for (int from = 0; from < entries.size(); ) {
            int to = endOfMetric(entries, from);
            int before = records.size();
            writeRecord(records, policies, entries.subList(from, to), kinds);
            Ids.write(directory, entries.get(from).metric());
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
        return new BatchSection(sack, start, out.size() - start, metrics, entries.size());
    }

    private static int endOfMetric(List<BatchEntry> sorted, int from) {
        var metric = sorted.get(from).metric();
        int to = from + 1;
        while (to < sorted.size() && sorted.get(to).metric().equals(metric)) {
            to++;
        }
        return to;
    }

    /// @param kinds whether requests tell their kinds
    private static void writeRecord(
            ByteWriter out, PolicyTable policies, List<BatchEntry> entries, boolean kinds) {
        out.varint(entries.size());
        var posts = new ArrayList<Measures>(entries.size());
        for (var entry : entries) {
            out.varint(policies.place(entry.request().policy()));
            if (kinds) {
                out.u8(kind(entry.request()));
            }
            switch (entry.request()) {
                case Request.Post(_, var posted) -> {
                    out.varint(posted.size());
                    posts.add(posted);
                }
                case Request.Import(_, var imported) -> {
                    out.varint(imported.size());
                    posts.add(imported);
                }
                case Request.Erasure(_, var range) -> {
                    if (!kinds) {
                        out.varint(0);
                    }
                    StoredRange.write(out, range);
                }
            }
        }
        var all = concatenation(posts);
        TimestampColumn.write(out, all.timestamps());
        DoubleColumn.write(out, all.values());
    }

    private static int kind(Request request) {
        return switch (request) {
            case Request.Post _ -> POST;
            case Request.Import _ -> IMPORT;
            case Request.Erasure _ -> ERASURE;
        };
    }

    private static Measures concatenation(List<Measures> requests) {
        if (requests.size() == 1) {
            return requests.getFirst();
        }
        int total = requests.stream().mapToInt(Measures::size).sum();
        var timestamps = new long[total];
        var values = new double[total];
        int at = 0;
        for (var measures : requests) {
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
