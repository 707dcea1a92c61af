package io.gnocchi.core.segment;

import io.gnocchi.core.codec.ByteReader;
import io.gnocchi.core.codec.LongColumn;
import io.gnocchi.core.codec.MalformedException;
import io.gnocchi.core.codec.TimestampColumn;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.series.WindowState;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Whose records stand in a page, and where. Very many are remembered, so it is made of columns and
/// not of objects, some 44 bytes a metric.
final class DirectoryPage {
    private static final int ID_BYTES = 16;

    private final List<ArchivePolicy> policies;
    private final long[] upper;
    private final long[] lower;
    private final long[] last;
    private final long[] start;
    private final int[] policy;

    /// Where each record begins, and where the last one ends.
    private final int[] offsets;

    private DirectoryPage(List<ArchivePolicy> policies, int count, int offset) {
        this.policies = policies;
        this.upper = new long[count];
        this.lower = new long[count];
        this.last = new long[count];
        this.start = new long[count];
        this.policy = new int[count];
        this.offsets = new int[count + 1];
        this.offsets[0] = offset;
    }

    /// As [OpenPage] writes it.
    ///
    /// @param policies of the segment
    static DirectoryPage read(ByteReader in, PageEntry page, List<ArchivePolicy> policies) {
        int count = in.count(ID_BYTES, Integer.MAX_VALUE);
        var read = new DirectoryPage(policies, count, page.offset());
        for (int i = 0; i < count; i++) {
            read.upper[i] = in.u64();
            read.lower[i] = in.u64();
        }
        System.arraycopy(TimestampColumn.read(in, count, 1), 0, read.last, 0, count);
        System.arraycopy(TimestampColumn.read(in, count, 1), 0, read.start, 0, count);
        var places = LongColumn.read(in, count);
        var lengths = LongColumn.read(in, count);
        for (int i = 0; i < count; i++) {
            read.policy[i] = Math.toIntExact(places[i]);
            read.place(i, lengths[i], page);
        }
        return read.verified(page);
    }

    /// As it was written up to version 3: a table of policies, then line after line.
    static DirectoryPage readLines(ByteReader in, PageEntry page) {
        var policies = PolicyTable.read(in);
        int count = in.count(ID_BYTES + 4, Integer.MAX_VALUE);
        var read = new DirectoryPage(policies, count, page.offset());
        for (int i = 0; i < count; i++) {
            read.upper[i] = in.u64();
            read.lower[i] = in.u64();
            read.policy[i] = in.count(0, policies.size() - 1);
            read.last[i] = in.varint();
            read.start[i] = in.zigzag();
            read.place(i, in.varint(), page);
        }
        return read.verified(page);
    }

    private void place(int i, long length, PageEntry page) {
        if (length < 0 || length > page.entriesOffset() - offsets[i]) {
            throw new MalformedException("a record of " + length + " bytes, which reaches too far");
        }
        offsets[i + 1] = offsets[i] + (int) length;
    }

    private DirectoryPage verified(PageEntry page) {
        if (offsets[size()] != page.entriesOffset()) {
            throw new MalformedException("records that do not fill their page");
        }
        for (int place : policy) {
            if (place < 0 || place >= policies.size()) {
                throw new MalformedException("a policy at " + place + " of " + policies.size());
            }
        }
        return this;
    }

    int size() {
        return upper.length;
    }

    /// A line, by metric.
    Directory.Entry entry(int i) {
        return new Directory.Entry(
                new UUID(upper[i], lower[i]),
                policies.get(policy[i]),
                new WindowState(last[i], start[i]),
                offsets[i],
                offsets[i + 1] - offsets[i]);
    }

    /// The line about a metric, or null.
    Directory.@Nullable Entry find(UUID metric) {
        int low = 0;
        int high = size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Long.compare(upper[middle], metric.getMostSignificantBits());
            if (order == 0) {
                order = Long.compare(lower[middle], metric.getLeastSignificantBits());
            }
            if (order == 0) {
                return entry(middle);
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }
}
