package io.gnocchi.server.intake;

import io.gnocchi.core.model.Metric;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Series by their labels, in the order in which they were added.
///
/// Senders name the same series in the same order every time, so whoever looks for one is mostly
/// right to guess that it comes after the last one found: then it is a comparison of bytes that lie
/// side by side in memory, and no search.
final class SeriesTable {
    private static final int SHORTEST_CHUNK = 256;
    private static final int LONGEST_CHUNK = 1 << 16;

    private final MetricColumns metrics = new MetricColumns(0);
    private final Map<Octets, Integer> places = new HashMap<>();
    private final Set<UUID> ids = new HashSet<>();

    // The labels of each: which chunk, and where in it.
    private byte[][] chunks = {};
    private int[] from = {};
    private int[] to = {};

    /// What is filled with labels now.
    private byte[] chunk = {};

    private int used;

    /// Labels as a key. They can be compared, so that a map of thousands whose hashes are the same,
    /// which a sender may choose, is searched as fast as others.
    private record Octets(byte[] bytes, int from, int to) implements Comparable<Octets> {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Octets(var others, int start, int end)
                    && Arrays.equals(bytes, from, to, others, start, end);
        }

        @Override
        public int hashCode() {
            int hash = 1;
            for (int i = from; i < to; i++) {
                hash = 31 * hash + bytes[i];
            }
            return hash;
        }

        @Override
        public int compareTo(Octets other) {
            return Arrays.compare(bytes, from, to, other.bytes, other.from, other.to);
        }
    }

    /// Whether no two series are for the same metric.
    boolean areApart() {
        return ids.size() == metrics.size();
    }

    /// The metrics, each at the place of its series.
    MetricColumns metrics() {
        return metrics;
    }

    /// The place of a series, negative when it is not there.
    ///
    /// @param bytes its labels stand there
    /// @param guess where it may be
    int find(byte[] bytes, int start, int end, int guess) {
        if (guess < metrics.size()
                && Arrays.equals(chunks[guess], from[guess], to[guess], bytes, start, end)) {
            return guess;
        }
        return places.getOrDefault(new Octets(bytes, start, end), -1);
    }

    /// @return false when it is there already
    boolean add(byte[] labels, Metric metric) {
        if (places.containsKey(new Octets(labels, 0, labels.length))) {
            return false;
        }
        int place = metrics.size();
        if (place == chunks.length) {
            chunks = Arrays.copyOf(chunks, 2 * place + 1);
            from = Arrays.copyOf(from, 2 * place + 1);
            to = Arrays.copyOf(to, 2 * place + 1);
        }
        keep(place, labels);
        places.put(new Octets(chunks[place], from[place], to[place]), place);
        metrics.add(metric);
        ids.add(metric.id());
        return true;
    }

    /// Each chunk is longer than the one before, so that a table of few series is small.
    private void keep(int place, byte[] labels) {
        if (labels.length > chunk.length - used) {
            int length = Math.clamp(2L * chunk.length, SHORTEST_CHUNK, LONGEST_CHUNK);
            chunk = new byte[Math.max(length, labels.length)];
            used = 0;
        }
        System.arraycopy(labels, 0, chunk, used, labels.length);
        chunks[place] = chunk;
        from[place] = used;
        used += labels.length;
        to[place] = used;
    }
}
