package io.gnocchi.core.segment;

import io.gnocchi.core.codec.ByteWriter;
import io.gnocchi.core.codec.DoubleColumn;
import io.gnocchi.core.codec.TimestampColumn;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.model.TimeRange;
import io.gnocchi.core.series.Request;
import java.util.List;

/// What one request asks of its metrics, with the columns of their measures as a batch has them.
///
/// Made by the thread that has read the request, while its measures are near: the one thread that
/// writes batches has only to put them in order.
public final class EncodedRequest {
    /// Of the columns of a metric with one point, usually.
    private static final int LIKELY_BYTES = 12;

    private final List<BatchEntry> entries;

    // What the writer asks of each entry, side by side: the entries themselves are far apart.
    private final long[] highs;
    private final long[] lows;
    private final ArchivePolicy[] policies;
    private final byte[] kinds;
    private final int[] points;
    private final int[] ends;
    private final ByteWriter columns;

    private EncodedRequest(List<BatchEntry> entries) {
        this.entries = List.copyOf(entries);
        int size = entries.size();
        highs = new long[size];
        lows = new long[size];
        policies = new ArchivePolicy[size];
        kinds = new byte[size];
        points = new int[size];
        ends = new int[size];
        columns = new ByteWriter(LIKELY_BYTES * size);
    }

    /// @param entries in the order of acknowledgment
    public static EncodedRequest of(List<BatchEntry> entries) {
        var encoded = new EncodedRequest(entries);
        for (int i = 0; i < encoded.size(); i++) {
            encoded.encode(i, encoded.entries.get(i));
        }
        return encoded;
    }

    private void encode(int place, BatchEntry entry) {
        var request = entry.request();
        highs[place] = entry.metric().getMostSignificantBits();
        lows[place] = entry.metric().getLeastSignificantBits();
        policies[place] = request.policy();
        kinds[place] = (byte) BatchWriter.kind(request);
        points[place] = request.measures().size();
        write(columns, request.measures());
        ends[place] = columns.size();
    }

    static void write(ByteWriter out, Measures measures) {
        TimestampColumn.write(out, measures.timestamps());
        DoubleColumn.write(out, measures.values());
    }

    /// What it was made of.
    public List<BatchEntry> entries() {
        return entries;
    }

    int size() {
        return entries.size();
    }

    /// The first half of the id of a metric.
    long high(int place) {
        return highs[place];
    }

    /// The second half.
    long low(int place) {
        return lows[place];
    }

    int sack(int place, Sacks sacks) {
        return sacks.of(highs[place], lows[place]);
    }

    ArchivePolicy policy(int place) {
        return policies[place];
    }

    int kind(int place) {
        return kinds[place];
    }

    int points(int place) {
        return points[place];
    }

    Measures measures(int place) {
        return entries.get(place).request().measures();
    }

    /// What an erasure removes.
    TimeRange erased(int place) {
        return switch (entries.get(place).request()) {
            case Request.Erasure(_, var range) -> range;
            case Request.Post _, Request.Import _ ->
                    throw new IllegalArgumentException("no erasure at " + place);
        };
    }

    void writeMetric(int place, ByteWriter out) {
        Ids.write(out, highs[place], lows[place]);
    }

    void writeColumns(int place, ByteWriter out) {
        int start = place == 0 ? 0 : ends[place - 1];
        out.raw(columns, start, ends[place] - start);
    }
}
