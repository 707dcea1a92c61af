package io.gnocchi.core.repair;

import io.gnocchi.core.manifest.SegmentPart;
import io.gnocchi.core.segment.Directory;
import io.gnocchi.core.segment.MetricRecord;
import io.gnocchi.core.segment.SegmentReader;
import io.gnocchi.core.store.CorruptObjectException;
import io.gnocchi.core.store.ObjectStore;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Looks at segments: their blocks, and whether they say what the manifest says of them.
final class SegmentCheck {
    /// How much of a segment is read and decoded at a time.
    private static final int BYTES_AT_ONCE = 16 << 20;

    private final ObjectStore store;
    private final KnownMetrics metrics;
    private final Consumer<Finding> findings;

    SegmentCheck(ObjectStore store, KnownMetrics metrics, Consumer<Finding> findings) {
        this.store = store;
        this.metrics = metrics;
        this.findings = findings;
    }

    /// @param rows what the manifest says of this segment, at least one
    void check(String key, Map<SegmentPart, Holders> rows) {
        long size = rows.keySet().iterator().next().sizeBytes();
        var reader = SegmentReader.open(store, key, size);
        reader.verifyHeader(store);
        var told = reader.parts(size);
        for (var entry : rows.entrySet()) {
            var row = entry.getKey();
            if (!told.contains(row)) {
                findings.accept(
                        new Finding.Disagreement(
                                key,
                                "part of sack %d is not as the manifest says"
                                        .formatted(row.sack())));
            } else {
                checkPart(reader, row, entry.getValue());
            }
        }
    }

    private void checkPart(SegmentReader reader, SegmentPart part, Holders holders) {
        List<Directory.Entry> entries;
        try {
            entries = reader.directory(part.sack()).entries();
        } catch (CorruptObjectException e) {
            findings.accept(
                    new Finding.Damaged(
                            part.key(), part.sack(), null, String.valueOf(e.getMessage())));
            return;
        }
        var all = entries.stream().map(Directory.Entry::metric).toList();
        metrics.check(
                part.key(),
                holders.shard(part.sack()),
                all,
                all.stream().filter(holders::want).toList());
        var span = new Span();
        boolean whole = true;
        int from = 0;
        while (from < entries.size()) {
            int to = from;
            long bytes = 0;
            while (to < entries.size() && (to == from || bytes < BYTES_AT_ONCE)) {
                bytes += entries.get(to++).length();
            }
            whole &= checkRecords(reader, part, entries.subList(from, to), span);
            from = to;
        }
        if (whole && !span.fits(part)) {
            findings.accept(
                    new Finding.Disagreement(
                            part.key(),
                            "points of sack %d outside of the times the manifest says"
                                    .formatted(part.sack())));
        }
    }

    private boolean checkRecords(
            SegmentReader reader, SegmentPart part, List<Directory.Entry> entries, Span span) {
        try {
            reader.records(entries, (_, record) -> span.cover(record));
            return true;
        } catch (CorruptObjectException _) {
            for (var entry : entries) {
                checkRecord(reader, part, entry);
            }
            return false;
        }
    }

    private void checkRecord(SegmentReader reader, SegmentPart part, Directory.Entry entry) {
        try {
            var _ = reader.records(List.of(entry));
        } catch (CorruptObjectException e) {
            findings.accept(
                    new Finding.Damaged(
                            part.key(),
                            part.sack(),
                            entry.metric(),
                            String.valueOf(e.getMessage())));
        }
    }

    /// The times of the points seen.
    private static final class Span {
        private long minNanos = Long.MAX_VALUE;
        private long maxNanos = Long.MIN_VALUE;

        void cover(MetricRecord record) {
            cover(record.raw().timestamps());
            cover(record.history().points().timestamps());
            record.closed().forEach(series -> cover(series.series().timestamps()));
        }

        private void cover(long[] timestamps) {
            if (timestamps.length > 0) {
                minNanos = Math.min(minNanos, timestamps[0]);
                maxNanos = Math.max(maxNanos, timestamps[timestamps.length - 1]);
            }
        }

        boolean fits(SegmentPart part) {
            return minNanos > maxNanos
                    || (minNanos == part.minNanos() && maxNanos == part.maxNanos());
        }
    }
}
