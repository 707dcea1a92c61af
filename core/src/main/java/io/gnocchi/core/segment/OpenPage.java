package io.gnocchi.core.segment;

import io.gnocchi.core.codec.ByteWriter;
import io.gnocchi.core.codec.LongColumn;
import io.gnocchi.core.codec.TimestampColumn;
import java.util.Arrays;
import java.util.UUID;

/// A page being written: its directory grows beside its records.
///
/// ```
/// entries = metrics:varint metric:16* last start:timestamps policy length:numbers    a block
/// ```
final class OpenPage {
    /// A page ends with the record by which it becomes as large as this. Reading one takes hardly
    /// longer than reading a byte, and the first metrics of all pages of a large segment come with
    /// the end of its object.
    private static final int FULL_BYTES = 32 << 10;

    private final UUID first;
    private final int offset;
    private final ByteWriter metrics = new ByteWriter(1 << 10);
    private long[] last = new long[16];
    private long[] start = new long[16];
    private long[] policy = new long[16];
    private long[] length = new long[16];
    private int count;

    /// @param offset where its first record begins
    OpenPage(UUID first, int offset) {
        this.first = first;
        this.offset = offset;
    }

    /// @param place of the policy
    void add(MetricRecord metric, int place, int recordLength) {
        if (count == last.length) {
            int more = 2 * count;
            last = Arrays.copyOf(last, more);
            start = Arrays.copyOf(start, more);
            policy = Arrays.copyOf(policy, more);
            length = Arrays.copyOf(length, more);
        }
        Ids.write(metrics, metric.metric());
        last[count] = metric.state().lastNanos();
        start[count] = metric.state().startNanos();
        policy[count] = place;
        length[count] = recordLength;
        count++;
    }

    /// @param end of its last record
    boolean isFull(int end) {
        return end - offset + metrics.size() >= FULL_BYTES;
    }

    PageEntry finish(ByteWriter out) {
        int begin = out.size();
        out.varint(count);
        out.raw(metrics);
        TimestampColumn.write(out, Arrays.copyOf(last, count));
        TimestampColumn.write(out, Arrays.copyOf(start, count));
        LongColumn.write(out, Arrays.copyOf(policy, count));
        LongColumn.write(out, Arrays.copyOf(length, count));
        out.checksumSince(begin);
        return new PageEntry(first, offset, begin - offset, out.size() - begin);
    }
}
