package io.gnocchi.core.segment;

import io.gnocchi.core.codec.ByteWriter;
import io.gnocchi.core.codec.DoubleColumn;
import io.gnocchi.core.codec.TimestampColumn;
import io.gnocchi.core.manifest.SegmentPart;
import io.gnocchi.core.series.MethodSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Writes a segment: parts by sack, in a part records by metric (`docs/formats/segment-3.md`).
///
/// ```
/// part      = record* directory
/// record    = raw:points groups:varint group* amended:u8 amendments?
///                                                                a block; amendments when 1
/// points    = count:varint timestamps values
/// group     = see GroupColumns
/// amendments = voidsOlderPoints:u8 turns:varint turn* ranges:varint range*
/// turn      = policy last:varint start:zigzag                    as in a directory's table and entry
/// range     = start:varint length:varint                         ascending, never touching
/// directory = policies:table metrics:varint entry*               a block
/// entry     = metric:16 policy:varint last:varint start:zigzag recordLength:varint
/// footer    = 0:u8 version:varint parts:varint partEntry* replaced:varint (sack:varint key:text)*
/// partEntry = sack from through offset recordsLength directoryLength minNanos maxNanos: varints
/// ```
public final class SegmentWriter {
    private final ByteWriter out = Frame.SEGMENT.open(1 << 16);
    private final List<PartEntry> parts = new ArrayList<>();
    private @Nullable OpenPart open;

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
        open = new OpenPart(sack, from, through, out.size());
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
        part.add(metric, out.size() - start);
    }

    /// Ends the open part; a part without metrics leaves no trace.
    public void end() {
        var part = opened();
        open = null;
        if (part.metrics > 0) {
            parts.add(part.finish(out));
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
        var bytes = Frame.SEGMENT.close(out, footer(replaced));
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
        out.u8(metric.amendments().isEmpty() ? 0 : 1);
        if (!metric.amendments().isEmpty()) {
            AmendmentsBlock.write(out, metric.amendments());
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

    private ByteWriter footer(List<PartIdentity> replaced) {
        var footer = new ByteWriter(40 * parts.size());
        Frame.SEGMENT.writeVersion(footer);
        footer.varint(parts.size());
        parts.forEach(part -> part.write(footer));
        footer.varint(replaced.size());
        for (var part : replaced) {
            footer.varint(part.sack());
            footer.text(part.key());
        }
        return footer;
    }

    /// The part being written: its directory grows beside the records.
    private static final class OpenPart {
        private final int sack;
        private final long from;
        private final long through;
        private final int offset;
        private final PolicyTable policies = new PolicyTable();
        private final ByteWriter entries = new ByteWriter(1 << 12);
        private int metrics;
        private @Nullable UUID last;
        private long minNanos = Long.MAX_VALUE;
        private long maxNanos = Long.MIN_VALUE;

        OpenPart(int sack, long from, long through, int offset) {
            this.sack = sack;
            this.from = from;
            this.through = through;
            this.offset = offset;
        }

        void requireNext(UUID metric) {
            if (last != null && last.compareTo(metric) >= 0) {
                throw new IllegalStateException("metric " + metric + " out of order");
            }
        }

        void add(MetricRecord metric, int recordLength) {
            last = metric.metric();
            metrics++;
            Ids.write(entries, metric.metric());
            entries.varint(policies.place(metric.policy()));
            entries.varint(metric.state().lastNanos());
            entries.zigzag(metric.state().startNanos());
            entries.varint(recordLength);
            cover(metric.raw().timestamps());
            metric.closed().forEach(series -> cover(series.series().timestamps()));
        }

        private void cover(long[] timestamps) {
            if (timestamps.length > 0) {
                minNanos = Math.min(minNanos, timestamps[0]);
                maxNanos = Math.max(maxNanos, timestamps[timestamps.length - 1]);
            }
        }

        PartEntry finish(ByteWriter out) {
            int recordsLength = out.size() - offset;
            int start = out.size();
            policies.write(out);
            out.varint(metrics);
            out.raw(entries);
            out.checksumSince(start);
            boolean points = minNanos <= maxNanos; // A part may hold states only.
            return new PartEntry(
                    sack,
                    from,
                    through,
                    offset,
                    recordsLength,
                    out.size() - start,
                    points ? minNanos : 0,
                    points ? maxNanos : 0);
        }
    }
}
