package io.gnocchi.core.segment;

import io.gnocchi.core.codec.ByteReader;
import io.gnocchi.core.codec.MalformedException;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.series.WindowState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which metrics a part holds, their states, and where their records are.
public final class Directory {
    private final List<Entry> entries;

    /// A directory's line about one metric.
    ///
    /// @param offset of its record in the object
    /// @param length of its record, checksum included
    public record Entry(
            UUID metric, ArchivePolicy policy, WindowState state, int offset, int length)
            implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            return metric.compareTo(other.metric);
        }
    }

    private Directory(List<Entry> entries) {
        this.entries = Collections.unmodifiableList(entries);
    }

    static Directory read(ByteReader in, PartEntry part) {
        var policies = PolicyTable.read(in);
        int count = in.count(20, Integer.MAX_VALUE);
        var entries = new ArrayList<Entry>(count);
        int offset = part.offset();
        for (int i = 0; i < count; i++) {
            var metric = Ids.read(in);
            var policy = policies.get(in.count(0, policies.size() - 1));
            var state = new WindowState(in.varint(), in.zigzag());
            int length = in.count(0, part.directoryOffset() - offset);
            entries.add(new Entry(metric, policy, state, offset, length));
            offset += length;
        }
        if (offset != part.directoryOffset()) {
            throw new MalformedException("records that do not fill their part");
        }
        return new Directory(entries);
    }

    /// By metric, ascending.
    public List<Entry> entries() {
        return entries;
    }

    /// The line about a metric, or null.
    public @Nullable Entry find(UUID metric) {
        int low = 0;
        int high = entries.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = entries.get(middle).metric().compareTo(metric);
            if (order == 0) {
                return entries.get(middle);
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
