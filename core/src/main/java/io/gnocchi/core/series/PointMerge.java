package io.gnocchi.core.series;

import io.gnocchi.core.model.Measures;
import java.util.Arrays;
import java.util.List;

/// The union of sorted columns: of equal timestamps the later column wins.
public final class PointMerge {
    private PointMerge() {}

    /// @param columns oldest first, each sorted, timestamps distinct in each
    public static Measures merge(List<Measures> columns) {
        var some = columns.stream().filter(column -> column.size() > 0).toList();
        return switch (some.size()) {
            case 0 -> Points.none();
            case 1 -> some.getFirst();
            // Halves first: every point is copied once for each doubling, not once a column.
            default ->
                    merge(
                            merge(some.subList(0, some.size() / 2)),
                            merge(some.subList(some.size() / 2, some.size())));
        };
    }

    private static Measures merge(Measures older, Measures newer) {
        if (older.timestamps()[older.size() - 1] < newer.timestamps()[0]) {
            return concatenation(older, newer);
        }
        var timestamps = new long[older.size() + newer.size()];
        var values = new double[timestamps.length];
        int i = 0;
        int j = 0;
        int size = 0;
        while (i < older.size() || j < newer.size()) {
            boolean takeOlder =
                    j == newer.size()
                            || (i < older.size() && older.timestamps()[i] < newer.timestamps()[j]);
            if (takeOlder) {
                timestamps[size] = older.timestamps()[i];
                values[size++] = older.values()[i++];
            } else {
                if (i < older.size() && older.timestamps()[i] == newer.timestamps()[j]) {
                    i++;
                }
                timestamps[size] = newer.timestamps()[j];
                values[size++] = newer.values()[j++];
            }
        }
        return new Measures(Arrays.copyOf(timestamps, size), Arrays.copyOf(values, size));
    }

    private static Measures concatenation(Measures first, Measures second) {
        int size = first.size() + second.size();
        var timestamps = Arrays.copyOf(first.timestamps(), size);
        var values = Arrays.copyOf(first.values(), size);
        System.arraycopy(second.timestamps(), 0, timestamps, first.size(), second.size());
        System.arraycopy(second.values(), 0, values, first.size(), second.size());
        return new Measures(timestamps, values);
    }
}
