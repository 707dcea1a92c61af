package io.gnocchi.core.segment;

import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Sacks;
import java.util.Arrays;
import java.util.List;

/// The entries of a batch's requests, numbered in the order of acknowledgment, by sack, then
/// metric, then number.
final class EntryOrder {
    private final List<EncodedRequest> requests;
    private final int[] requestOf;
    private final int[] placeOf;
    private final int[] sorted;
    private final int[] ends;

    EntryOrder(Sacks sacks, List<EncodedRequest> requests) {
        this.requests = requests;
        int size = requests.stream().mapToInt(EncodedRequest::size).sum();
        requestOf = new int[size];
        placeOf = new int[size];
        sorted = new int[size];
        ends = new int[sacks.count()];
        number();
        distribute(sacks);
        sortEach();
    }

    private void number() {
        int next = 0;
        for (int i = 0; i < requests.size(); i++) {
            for (int place = 0; place < requests.get(i).size(); place++) {
                requestOf[next] = i;
                placeOf[next] = place;
                next++;
            }
        }
    }

    private void distribute(Sacks sacks) {
        var sackOf = new int[sorted.length];
        for (int i = 0; i < sackOf.length; i++) {
            sackOf[i] = request(i).sack(placeOf[i], sacks);
            ends[sackOf[i]]++;
        }
        int end = 0;
        var next = new int[ends.length];
        for (int sack = 0; sack < ends.length; sack++) {
            next[sack] = end;
            end += ends[sack];
            ends[sack] = end;
        }
        for (int i = 0; i < sackOf.length; i++) {
            sorted[next[sackOf[i]]++] = i;
        }
    }

    private void sortEach() {
        var keys = new long[sorted.length];
        for (int sack = 0; sack < ends.length; sack++) {
            int from = begin(sack);
            int to = end(sack);
            sortByFirstBits(from, to, keys);
            if (!areInOrder(from, to)) {
                sortByIds(from, to);
            }
        }
    }

    /// Numbers that hold the first bits of an id, and where it stands, are sorted without looking
    /// at anything else; ids are random, so that is nearly always enough.
    private void sortByFirstBits(int from, int to, long[] keys) {
        int size = to - from;
        long places = Integer.highestOneBit(Math.max(size, 1)) * 2L - 1;
        for (int i = 0; i < size; i++) {
            int number = sorted[from + i];
            keys[i] = (request(number).high(placeOf[number]) & ~places) | i;
        }
        Arrays.sort(keys, 0, size);
        var before = Arrays.copyOfRange(sorted, from, to);
        for (int i = 0; i < size; i++) {
            sorted[from + i] = before[(int) (keys[i] & places)];
        }
    }

    private boolean areInOrder(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (compare(sorted[i - 1], sorted[i]) > 0) {
                return false;
            }
        }
        return true;
    }

    private void sortByIds(int from, int to) {
        var byIds =
                Arrays.stream(sorted, from, to)
                        .boxed()
                        .sorted(this::compare)
                        .mapToInt(Integer::intValue)
                        .toArray();
        System.arraycopy(byIds, 0, sorted, from, byIds.length);
    }

    /// As ids and numbers are ordered.
    private int compare(int one, int other) {
        int highs =
                Long.compare(request(one).high(placeOf[one]), request(other).high(placeOf[other]));
        if (highs != 0) {
            return highs;
        }
        int lows = Long.compare(request(one).low(placeOf[one]), request(other).low(placeOf[other]));
        return lows != 0 ? lows : Integer.compare(one, other);
    }

    /// How many entries there are.
    int size() {
        return sorted.length;
    }

    /// Whether a sack has entries that are for history.
    boolean holdsImport(int sack) {
        for (int i = begin(sack); i < end(sack); i++) {
            if (request(sorted[i]).kind(placeOf[sorted[i]]) == BatchWriter.IMPORT) {
                return true;
            }
        }
        return false;
    }

    /// Where the entries of a sack begin.
    int begin(int sack) {
        return sack == 0 ? 0 : ends[sack - 1];
    }

    /// Where they end.
    int end(int sack) {
        return ends[sack];
    }

    /// The number of the entry that stands there.
    int at(int index) {
        return sorted[index];
    }

    /// The request of an entry.
    EncodedRequest request(int number) {
        return requests.get(requestOf[number]);
    }

    /// Its place in that.
    int place(int number) {
        return placeOf[number];
    }

    /// How many points the entry that stands there brings.
    int points(int index) {
        int number = sorted[index];
        return request(number).points(placeOf[number]);
    }

    /// What it brings.
    Measures measures(int index) {
        int number = sorted[index];
        return request(number).measures(placeOf[number]);
    }

    /// Where the entries of the same metric end.
    ///
    /// @param end of those that may have it
    int endOfMetric(int begin, int end) {
        int to = begin + 1;
        while (to < end && haveSameMetric(sorted[begin], sorted[to])) {
            to++;
        }
        return to;
    }

    private boolean haveSameMetric(int one, int other) {
        return request(one).high(placeOf[one]) == request(other).high(placeOf[other])
                && request(one).low(placeOf[one]) == request(other).low(placeOf[other]);
    }
}
