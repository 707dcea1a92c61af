package io.gnocchi.core.segment;

import io.gnocchi.core.codec.ByteReader;
import io.gnocchi.core.codec.ByteWriter;
import io.gnocchi.core.manifest.SegmentPart;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A footer's line about one part.
///
/// @param offset where its pages begin
/// @param pages by metric, at least one, each behind the one before it
record PartEntry(
        int sack,
        long from,
        long through,
        int offset,
        List<PageEntry> pages,
        long minNanos,
        long maxNanos) {
    PartEntry {
        pages = List.copyOf(pages);
    }

    void write(ByteWriter out) {
        out.varint(sack);
        out.varint(from);
        out.varint(through);
        out.varint(offset);
        out.varint(minNanos);
        out.varint(maxNanos);
        out.varint(pages.size());
        pages.forEach(page -> page.write(out));
    }

    static PartEntry read(ByteReader in) {
        int sack = Math.toIntExact(in.varint());
        long from = in.varint();
        long through = in.varint();
        int offset = Math.toIntExact(in.varint());
        long minNanos = in.varint();
        long maxNanos = in.varint();
        int count = in.count(18, Integer.MAX_VALUE);
        var pages = new ArrayList<PageEntry>(count);
        int end = offset;
        for (int i = 0; i < count; i++) {
            var page = PageEntry.read(in, end);
            pages.add(page);
            end = Math.addExact(end, page.length());
        }
        return new PartEntry(sack, from, through, offset, pages, minNanos, maxNanos);
    }

    /// As it was written up to version 3: one page, and who is in it cannot be told before it is
    /// read.
    static PartEntry readUnpaged(ByteReader in) {
        int sack = Math.toIntExact(in.varint());
        long from = in.varint();
        long through = in.varint();
        int offset = Math.toIntExact(in.varint());
        int recordsLength = Math.toIntExact(in.varint());
        int directoryLength = Math.toIntExact(in.varint());
        var page = new PageEntry(PageEntry.LEAST_METRIC, offset, recordsLength, directoryLength);
        return new PartEntry(sack, from, through, offset, List.of(page), in.varint(), in.varint());
    }

    SegmentPart row(String key, long sizeBytes) {
        return new SegmentPart(sack, key, sizeBytes, length(), from, through, minNanos, maxNanos);
    }

    private long length() {
        return pages.isEmpty() ? 0 : (long) pages.getLast().end() - offset;
    }

    /// The only page in which a metric may stand; null when it stands in none.
    @Nullable PageEntry page(UUID metric) {
        int low = 0;
        int high = pages.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (pages.get(middle).first().compareTo(metric) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? null : pages.get(low - 1);
    }
}
