package io.gnocchi.server.intake;

import io.gnocchi.core.model.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
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
    private final List<KnownSeries.Known> all = new ArrayList<>();
    private final Map<Octets, Integer> places = new HashMap<>();
    private final Set<UUID> metrics = new HashSet<>();

    /// Labels as a key. They can be compared, so that a map of thousands whose hashes are the same,
    /// which a sender may choose, is searched as fast as others.
    private record Octets(byte[] bytes) implements Comparable<Octets> {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Octets octets && Arrays.equals(bytes, octets.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public int compareTo(Octets other) {
            return Arrays.compare(bytes, other.bytes);
        }
    }

    /// Whether no two series are for the same metric.
    boolean areApart() {
        return metrics.size() == all.size();
    }

    KnownSeries.Known at(int place) {
        return all.get(place);
    }

    /// The place of a series, negative when it is not there.
    ///
    /// @param bytes its labels stand there
    /// @param guess where it may be
    int find(byte[] bytes, int from, int to, int guess) {
        if (guess < all.size() && isAt(guess, bytes, from, to)) {
            return guess;
        }
        return places.getOrDefault(new Octets(Arrays.copyOfRange(bytes, from, to)), -1);
    }

    private boolean isAt(int place, byte[] bytes, int from, int to) {
        var labels = all.get(place).labels();
        return Arrays.equals(labels, 0, labels.length, bytes, from, to);
    }

    /// @param labels never written into from here on
    /// @return false when it is there already
    boolean add(byte[] labels, Metric metric) {
        int place = all.size();
        if (places.putIfAbsent(new Octets(labels), place) != null) {
            return false;
        }
        all.add(new KnownSeries.Known(place, labels, metric));
        metrics.add(metric.id());
        return true;
    }
}
