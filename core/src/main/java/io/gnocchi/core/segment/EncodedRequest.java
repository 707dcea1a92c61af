package io.gnocchi.core.segment;

import io.gnocchi.core.codec.ByteWriter;
import io.gnocchi.core.codec.DoubleColumn;
import io.gnocchi.core.codec.TimestampColumn;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.model.TimeRange;
import io.gnocchi.core.series.Canonical;
import io.gnocchi.core.series.Request;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/// What one request asks of its metrics, with the columns of their measures as a batch has them.
///
/// Made by the thread that has read the request, while its measures are near: the one thread that
/// writes batches has only to put them in order. Nothing here is an object for each metric: what
/// waits to be written is small, and the writer does not fetch it from everywhere.
public final class EncodedRequest {
    /// Of the columns of a metric with one point, usually.
    private static final int LIKELY_BYTES = 12;

    private final long[] highs;
    private final long[] lows;
    private final ArchivePolicy[] policies;
    private final byte[] kinds;
    private final int[] points;
    private final int[] ends;
    private final ByteWriter columns;

    /// What erasures remove, by their place.
    private final Map<Integer, TimeRange> erased = new HashMap<>();

    private EncodedRequest(long[] highs, long[] lows, ArchivePolicy[] policies) {
        this.highs = highs;
        this.lows = lows;
        this.policies = policies;
        kinds = new byte[highs.length];
        points = new int[highs.length];
        ends = new int[highs.length];
        columns = new ByteWriter(LIKELY_BYTES * highs.length);
    }

    /// @param entries in the order of acknowledgment
    public static EncodedRequest of(List<BatchEntry> entries) {
        int size = entries.size();
        var encoded = new EncodedRequest(new long[size], new long[size], new ArchivePolicy[size]);
        for (int i = 0; i < size; i++) {
            encoded.encode(i, entries.get(i));
        }
        return encoded;
    }

    private void encode(int place, BatchEntry entry) {
        var request = entry.request();
        highs[place] = entry.metric().getMostSignificantBits();
        lows[place] = entry.metric().getLeastSignificantBits();
        policies[place] = request.policy();
        kinds[place] = (byte) BatchWriter.kind(request);
        if (request instanceof Request.Erasure(_, var range)) {
            erased.put(place, range);
        }
        encode(place, request.measures());
    }

    /// Measures that are judged by the window.
    public static EncodedRequest of(PostedColumns posted) {
        var encoded = new EncodedRequest(posted.highs(), posted.lows(), posted.policies());
        for (int i = 0; i < posted.metrics(); i++) {
            encoded.encode(i, posted);
        }
        return encoded;
    }

    private void encode(int place, PostedColumns posted) {
        int from = posted.begin(place);
        int to = posted.ends()[place];
        if (to - from == 1) {
            TimestampColumn.write(columns, posted.timestamps()[from]);
            DoubleColumn.write(columns, posted.values()[from]);
            points[place] = 1;
            ends[place] = columns.size();
        } else {
            var timestamps = Arrays.copyOfRange(posted.timestamps(), from, to);
            var values = Arrays.copyOfRange(posted.values(), from, to);
            encode(place, Canonical.canonical(new Measures(timestamps, values)));
        }
    }

    private void encode(int place, Measures measures) {
        write(columns, measures);
        points[place] = measures.size();
        ends[place] = columns.size();
    }

    static void write(ByteWriter out, Measures measures) {
        TimestampColumn.write(out, measures.timestamps());
        DoubleColumn.write(out, measures.values());
    }

    /// What is asked of each metric, in the order of acknowledgment.
    public List<BatchEntry> entries() {
        return IntStream.range(0, size()).mapToObj(this::entry).toList();
    }

    private BatchEntry entry(int place) {
        var policy = policies[place];
        var request =
                switch (kinds[place]) {
                    case BatchWriter.POST -> new Request.Post(policy, measures(place));
                    case BatchWriter.IMPORT -> new Request.Import(policy, measures(place));
                    default -> new Request.Erasure(policy, erased(place));
                };
        return new BatchEntry(new UUID(highs[place], lows[place]), request);
    }

    int size() {
        return highs.length;
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
        int start = start(place);
        var in = columns.reader(start, ends[place] - start);
        return new Measures(
                TimestampColumn.read(in, points[place], 1), DoubleColumn.read(in, points[place]));
    }

    /// What an erasure removes.
    TimeRange erased(int place) {
        var range = erased.get(place);
        if (range == null) {
            throw new IllegalArgumentException("no erasure at " + place);
        }
        return range;
    }

    void writeMetric(int place, ByteWriter out) {
        Ids.write(out, highs[place], lows[place]);
    }

    void writeColumns(int place, ByteWriter out) {
        int start = start(place);
        out.raw(columns, start, ends[place] - start);
    }

    private int start(int place) {
        return place == 0 ? 0 : ends[place - 1];
    }
}
