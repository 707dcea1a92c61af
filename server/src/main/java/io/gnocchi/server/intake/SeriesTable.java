package io.gnocchi.server.intake;

import io.gnocchi.core.model.Metric;
import java.util.Arrays;

/// Series by their labels, in the order in which they were added.
///
/// Senders name the same series in the same order every time, so whoever looks for one is mostly
/// right to guess that it comes after the last one found: then it is a comparison of bytes that lie
/// side by side in memory, and no search. Searches are by open addressing.
final class SeriesTable {
    private KnownSeries.Known[] all = new KnownSeries.Known[16];
    private int size;

    /// Places plus one, zero where there is none; twice as many as there are series, or more.
    private int[] slots = new int[64];

    KnownSeries.Known at(int place) {
        return all[place];
    }

    /// The place of a series, negative when it is not there.
    ///
    /// @param bytes its labels stand there
    /// @param guess where it may be
    int find(byte[] bytes, int from, int to, int guess) {
        if (guess < size && isAt(guess, bytes, from, to)) {
            return guess;
        }
        int hash = Arrays.hashCode(Arrays.copyOfRange(bytes, from, to));
        for (int slot = slot(hash); slots[slot] != 0; slot = next(slot)) {
            int place = slots[slot] - 1;
            if (all[place].hash() == hash && isAt(place, bytes, from, to)) {
                return place;
            }
        }
        return -1;
    }

    private boolean isAt(int place, byte[] bytes, int from, int to) {
        var labels = all[place].labels();
        return Arrays.equals(labels, 0, labels.length, bytes, from, to);
    }

    /// @return false when it is there already
    boolean add(byte[] labels, Metric metric) {
        if (find(labels, 0, labels.length, size) >= 0) {
            return false;
        }
        if (size == all.length) {
            all = Arrays.copyOf(all, 2 * size);
        }
        if (4 * size >= slots.length) {
            slots = new int[2 * slots.length];
            for (int place = 0; place < size; place++) {
                fill(place);
            }
        }
        all[size] = new KnownSeries.Known(size, labels, Arrays.hashCode(labels), metric);
        fill(size++);
        return true;
    }

    private void fill(int place) {
        int slot = slot(all[place].hash());
        while (slots[slot] != 0) {
            slot = next(slot);
        }
        slots[slot] = place + 1;
    }

    /// Neighbouring hashes, as those of numbered names are, go far apart.
    private int slot(int hash) {
        return (hash * 0x9E3779B9) >>> (Integer.numberOfLeadingZeros(slots.length) + 1);
    }

    private int next(int slot) {
        return slot + 1 & slots.length - 1;
    }
}
