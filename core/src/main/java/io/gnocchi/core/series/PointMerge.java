package io.gnocchi.core.series;

import io.gnocchi.core.model.Measures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The union of columns of points in which later columns win on equal timestamps.
public final class PointMerge {
    private static final Measures NOTHING = new Measures(new long[0], new double[0]);

    private PointMerge() {}

    /// The points of all columns together.
    ///
    /// @param columns each with strictly ascending timestamps, oldest column first; not written
    ///   into
    /// @return strictly ascending; may be one of the columns itself
    public static Measures union(List<Measures> columns) {
        var filled = new ArrayList<Measures>(columns.size());
        for (var column : columns) {
            if (column.size() > 0) {
                filled.add(column);
            }
        }
        return switch (filled.size()) {
            case 0 -> NOTHING;
            case 1 -> filled.getFirst();
            default -> follow(filled) ? concatenate(filled) : halves(filled);
        };
    }

    /// Whether every column begins after the end of the one before it, as when time just goes on.
    private static boolean follow(List<Measures> columns) {
        for (int i = 1; i < columns.size(); i++) {
            if (last(columns.get(i - 1)) >= columns.get(i).timestamps()[0]) {
                return false;
            }
        }
        return true;
    }

    private static long last(Measures column) {
        return column.timestamps()[column.size() - 1];
    }

    private static Measures concatenate(List<Measures> columns) {
        int size = 0;
        for (var column : columns) {
            size = Math.addExact(size, column.size());
        }
        var timestamps = new long[size];
        var values = new double[size];
        int at = 0;
        for (var column : columns) {
            System.arraycopy(column.timestamps(), 0, timestamps, at, column.size());
            System.arraycopy(column.values(), 0, values, at, column.size());
            at += column.size();
        }
        return new Measures(timestamps, values);
    }

    private static Measures halves(List<Measures> columns) {
        int middle = columns.size() / 2;
        return merge(
                union(columns.subList(0, middle)), union(columns.subList(middle, columns.size())));
    }

    private static Measures merge(Measures older, Measures newer) {
        int most = Math.addExact(older.size(), newer.size());
        var timestamps = new long[most];
        var values = new double[most];
        int size = 0;
        int old = 0;
        for (int i = 0; i < newer.size(); i++) {
            long timestamp = newer.timestamps()[i];
            for (; old < older.size() && older.timestamps()[old] < timestamp; old++) {
                timestamps[size] = older.timestamps()[old];
                values[size++] = older.values()[old];
            }
            if (old < older.size() && older.timestamps()[old] == timestamp) {
                old++;
            }
            timestamps[size] = timestamp;
            values[size++] = newer.values()[i];
        }
        int rest = older.size() - old;
        System.arraycopy(older.timestamps(), old, timestamps, size, rest);
        System.arraycopy(older.values(), old, values, size, rest);
        size += rest;
        return size == most
                ? new Measures(timestamps, values)
                : new Measures(Arrays.copyOf(timestamps, size), Arrays.copyOf(values, size));
    }
}
