package io.gnocchi.core.segment;

import io.gnocchi.core.codec.ByteWriter;
import io.gnocchi.core.codec.DoubleColumn;
import io.gnocchi.core.codec.LongColumn;
import io.gnocchi.core.codec.TimestampColumn;
import io.gnocchi.core.manifest.SegmentPart;
import io.gnocchi.core.series.MethodSeries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Writes a segment: parts by sack, in a part pages of records by metric
/// (`docs/formats/segment-4.md`, with imports `docs/formats/segment-5.md`).
///
/// ```
/// part       = page*
/// page       = record* entries                                    see OpenPage
/// record     = raw:points groups:varint group* amended:u8 (amendments | imported)?
///                                                                 a block; amendments when 1,
///                                                                 imported when 2 (version 5)
/// points     = count:varint timestamps values
/// group      = see GroupColumns
/// amendments = voidsOlderPoints:u8 turns:varint turn* ranges:varint range*
/// turn       = policy last:varint start:zigzag
/// range      = start:varint length:varint                         ascending, never touching
/// imported   = voidsOlderPoints:u8 turns:varint turn* removals:varint removal*
///              imports:varint touched:varint range* history:points numbers
/// removal    = range number:varint                                ascending
/// footer     = 0:u8 version:varint policies:table parts:varint partEntry* replaced:varint replacement*
/// partEntry  = sack from through offset minNanos maxNanos pages: varints pageEntry*
/// pageEntry  = first:16 recordsLength:varint entriesLength:varint
/// replacement = key:text sacks:varint sack:varint*
/// ```
public final class SegmentWriter {
    /// What a record tells besides points and aggregates.
    static final int PLAIN = 0;

    static final int AMENDED = 1;
    static final int IMPORTED = 2;

    private final ByteWriter out = Frame.SEGMENT.open(1 << 16);
    private final PolicyTable policies = new PolicyTable();
    private final List<PartEntry> parts = new ArrayList<>();
    private @Nullable OpenPart open;

    /// Whether any finished part knows of imports.
    private boolean imports;

    /// A finished object and what the manifest says of it.
    public record Encoded(byte[] bytes, List<SegmentPart> parts) {
        public Encoded {
            parts = List.copyOf(parts);
        }
    }

    /// Begins the part of a sack; sacks come in ascending order.
    ///
    /// @param from see [SegmentPart]
    /// @param through see [SegmentPart]
    public void begin(int sack, long from, long through) {
        if (open != null || (!parts.isEmpty() && parts.getLast().sack() >= sack)) {
            throw new IllegalStateException("sack " + sack + " out of order");
        }
        open = new OpenPart(sack, from, through);
    }

    /// Adds a metric to the open part; metrics come in ascending order. One that cannot be written
    /// leaves no trace.
    public void add(MetricRecord metric) {
        var part = opened();
        part.requireNext(metric.metric());
        int start = out.size();
        try {
            writeRecord(metric);
        } catch (RuntimeException e) {
            out.truncate(start);
            throw e;
        }
        out.checksumSince(start);
        part.add(metric, start);
    }

    /// Ends the open part; a part without metrics leaves no trace.
    public void end() {
        var part = opened();
        open = null;
        if (part.last != null) {
            parts.add(part.finish());
            imports |= part.imports;
        }
    }

    /// Takes back what was written of the open part.
    public void abandon() {
        out.truncate(opened().offset);
        open = null;
    }

    /// Whether nothing has been written.
    public boolean isEmpty() {
        return parts.isEmpty();
    }

    /// Bytes written so far.
    public int sizeBytes() {
        return out.size();
    }

    /// @param key the name the object is going to have
    /// @param replaced the parts whose contents are now here
    public Encoded finish(String key, List<PartIdentity> replaced) {
        int version = Frame.SEGMENT.version(imports);
        var bytes = Frame.SEGMENT.close(out, footer(replaced, version), version);
        var rows = parts.stream().map(part -> part.row(key, bytes.length)).toList();
        return new Encoded(bytes, rows);
    }

    private OpenPart opened() {
        if (open == null) {
            throw new IllegalStateException("no part is open");
        }
        return open;
    }

    private void writeRecord(MetricRecord metric) {
        out.varint(metric.raw().size());
        TimestampColumn.write(out, metric.raw().timestamps());
        DoubleColumn.write(out, metric.raw().values());
        var groups = groupsByGranularity(metric.closed());
        out.varint(groups.size());
        groups.forEach(group -> GroupColumns.write(out, group));
        if (metric.knowsImports()) {
            out.u8(IMPORTED);
            AmendmentsBlock.write(out, metric.amendments(), true);
            var history = metric.history();
            out.varint(history.size());
            TimestampColumn.write(out, history.points().timestamps());
            DoubleColumn.write(out, history.points().values());
            LongColumn.write(out, history.numbers());
        } else if (metric.amendments().isEmpty()) {
            out.u8(PLAIN);
        } else {
            out.u8(AMENDED);
            AmendmentsBlock.write(out, metric.amendments(), false);
        }
    }

    private static List<List<MethodSeries>> groupsByGranularity(List<MethodSeries> closed) {
        var groups = new ArrayList<List<MethodSeries>>();
        long granularity = -1;
        for (var series : closed) {
            long next = series.series().granularity().nanos();
            if (next != granularity) {
                groups.add(new ArrayList<>());
                granularity = next;
            }
            groups.getLast().add(series);
        }
        return groups;
    }

    private ByteWriter footer(List<PartIdentity> replaced, int version) {
        var footer = new ByteWriter(64 * parts.size());
        Frame.SEGMENT.writeVersion(footer, version);
        policies.write(footer);
        footer.varint(parts.size());
        parts.forEach(part -> part.write(footer));
        var sacksByKey = new LinkedHashMap<String, List<Integer>>();
        for (var part : replaced) {
            sacksByKey.computeIfAbsent(part.key(), _ -> new ArrayList<>()).add(part.sack());
        }
        footer.varint(sacksByKey.size());
        sacksByKey.forEach((key, sacks) -> {
            footer.text(key);
            footer.varint(sacks.size());
            sacks.forEach(footer::varint);
        });
        return footer;
    }

    /// The part being written.
    private final class OpenPart {
        private final int sack;
        private final long from;
        private final long through;
        private final int offset = out.size();
        private final List<PageEntry> pages = new ArrayList<>();
        private @Nullable OpenPage page;
        private @Nullable UUID last;
        private boolean imports;
        private long minNanos = Long.MAX_VALUE;
        private long maxNanos = Long.MIN_VALUE;

        OpenPart(int sack, long from, long through) {
            this.sack = sack;
            this.from = from;
            this.through = through;
        }

        void requireNext(UUID metric) {
            if (last != null && last.compareTo(metric) >= 0) {
                throw new IllegalStateException("metric " + metric + " out of order");
            }
        }

        /// @param start of its record, which is the last there is
        void add(MetricRecord metric, int start) {
            last = metric.metric();
            if (page == null) {
                page = new OpenPage(metric.metric(), start);
            }
            page.add(metric, policies.place(metric.policy()), out.size() - start);
            imports |= metric.knowsImports();
            cover(metric.raw().timestamps());
            cover(metric.history().points().timestamps());
            metric.closed().forEach(series -> cover(series.series().timestamps()));
            if (page.isFull(out.size())) {
                pages.add(page.finish(out));
                page = null;
            }
        }

        private void cover(long[] timestamps) {
            if (timestamps.length > 0) {
                minNanos = Math.min(minNanos, timestamps[0]);
                maxNanos = Math.max(maxNanos, timestamps[timestamps.length - 1]);
            }
        }

        PartEntry finish() {
            if (page != null) {
                pages.add(page.finish(out));
            }
            boolean points = minNanos <= maxNanos; // A part may hold states only.
            return new PartEntry(
                    sack,
                    from,
                    through,
                    offset,
                    pages,
                    points ? minNanos : 0,
                    points ? maxNanos : 0);
        }
    }
}
