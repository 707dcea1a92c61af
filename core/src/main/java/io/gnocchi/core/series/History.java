package io.gnocchi.core.series;

import io.gnocchi.core.model.Measures;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The points that imports have brought behind a metric's mutable window, and what had been open
/// beside them ([Touched]). They are kept as points and aggregated when read.
///
/// Histories are put together in any order, from any parts, with one result: of equal timestamps
/// the larger number wins.
///
/// @param points timestamps strictly ascending
/// @param numbers as many: which import has brought the point; 0 when it was posted
public record History(Measures points, long[] numbers) {
    public static final History NONE = new History(Points.none(), new long[0]);

    public History {
        if (points.size() != numbers.length) {
            throw new IllegalArgumentException("columns of different length");
        }
    }

    /// Points of one number.
    ///
    /// @param points timestamps strictly ascending
    static History of(Measures points, long number) {
        if (points.size() == 0) {
            return NONE;
        }
        var numbers = new long[points.size()];
        Arrays.fill(numbers, number);
        return new History(points, numbers);
    }

    public int size() {
        return numbers.length;
    }

    public boolean isEmpty() {
        return numbers.length == 0;
    }

    /// All together.
    public static History union(List<History> histories) {
        var filled = histories.stream().filter(one -> !one.isEmpty()).toList();
        return filled.isEmpty() ? NONE : merged(filled);
    }

    private static History merged(List<History> histories) {
        if (histories.size() == 1) {
            return histories.getFirst();
        }
        int middle = histories.size() / 2;
        return merged(
                merged(histories.subList(0, middle)),
                merged(histories.subList(middle, histories.size())));
    }

    private static History merged(History one, History other) {
        int most = Math.addExact(one.size(), other.size());
        var timestamps = new long[most];
        var values = new double[most];
        var numbers = new long[most];
        int size = 0;
        int i = 0;
        int j = 0;
        while (i < one.size() || j < other.size()) {
            int order = order(one, i, other, j);
            boolean first = order < 0 || (order == 0 && one.numbers[i] > other.numbers[j]);
            var from = first ? one : other;
            int at = first ? i : j;
            timestamps[size] = from.points.timestamps()[at];
            values[size] = from.points.values()[at];
            numbers[size++] = from.numbers[at];
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return new History(
                new Measures(Arrays.copyOf(timestamps, size), Arrays.copyOf(values, size)),
                Arrays.copyOf(numbers, size));
    }

    /// Which of two points comes first; what has ended comes last.
    private static int order(History one, int i, History other, int j) {
        if (i == one.size() || j == other.size()) {
            return i == one.size() ? 1 : -1;
        }
        return Long.compare(one.points.timestamps()[i], other.points.timestamps()[j]);
    }

    /// Without the points that an erasure has taken away.
    public History without(Erased erased) {
        if (isEmpty() || erased.isEmpty()) {
            return this;
        }
        var kept =
                IntStream.range(0, size())
                        .filter(i -> !erased.hides(points.timestamps()[i], numbers[i]))
                        .toArray();
        return kept.length == size() ? this : only(kept);
    }

    private History only(int[] places) {
        var timestamps = new long[places.length];
        var values = new double[places.length];
        var kept = new long[places.length];
        for (int i = 0; i < places.length; i++) {
            timestamps[i] = points.timestamps()[places[i]];
            values[i] = points.values()[places[i]];
            kept[i] = numbers[places[i]];
        }
        return new History(new Measures(timestamps, values), kept);
    }

    /// The points at an instant or later.
    public History from(long instant) {
        return between(firstAtOrAfter(instant), size());
    }

    /// The points from one index to another.
    public History between(int from, int to) {
        return from == 0 && to == size()
                ? this
                : new History(
                        Points.between(points, from, to), Arrays.copyOfRange(numbers, from, to));
    }

    /// Index of the first point that is not before an instant; the size when there is none.
    public int firstAtOrAfter(long instant) {
        return Points.firstAtOrAfter(points.timestamps(), instant);
    }
}
