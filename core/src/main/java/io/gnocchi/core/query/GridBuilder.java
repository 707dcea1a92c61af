package io.gnocchi.core.query;

import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.RefusedException;
import io.gnocchi.core.series.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Brings the series of several metrics of one granularity to the same instants.
final class GridBuilder {
    private final List<Series> series;
    private final List<Operation.Reference> references;

    /// @param series at least one, all of one granularity
    /// @param references what each was asked for as
    GridBuilder(List<Series> series, List<Operation.Reference> references) {
        this.series = series;
        this.references = references;
    }

    /// Every instant at which any of them has a value.
    long[] instants() {
        var distinct = new ArrayList<long[]>();
        for (var each : series) {
            if (distinct.isEmpty() || !Arrays.equals(distinct.getLast(), each.timestamps())) {
                distinct.add(each.timestamps());
            }
        }
        return distinct.size() == 1 ? distinct.getFirst() : union(distinct);
    }

    private static long[] union(List<long[]> columns) {
        int size = Math.toIntExact(columns.stream().mapToLong(column -> column.length).sum());
        var all = new long[size];
        int at = 0;
        for (var column : columns) {
            System.arraycopy(column, 0, all, at, column.length);
            at += column.length;
        }
        Arrays.sort(all);
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (i == 0 || all[i] != all[i - 1]) {
                all[kept++] = all[i];
            }
        }
        return Arrays.copyOf(all, kept);
    }

    /// The series over these instants, gaps treated as asked.
    ///
    /// @param instants as [#instants] gives them
    /// @param hasStart whether the caller says where to begin
    /// @param hasStop whether the caller says where to end
    /// @throws RefusedException when too little overlaps
    Grid build(long[] instants, Gaps gaps, boolean hasStart, boolean hasStop) {
        double missing = gaps instanceof Gaps.Value(var value) ? value : Double.NaN;
        var columns =
                series.stream()
                        .map(each -> column(each, instants, missing))
                        .toArray(double[][]::new);
        var label = new Answer.Label.Span(series.getFirst().granularity());
        var grid = new Grid(label, instants, columns, false);
        return switch (gaps) {
            case Gaps.Value _ -> grid;
            case Gaps.Overlap(var percent) -> overlapping(grid, percent, hasStart, hasStop);
            case Gaps.Fill fill -> {
                Arrays.stream(columns).forEach(column -> fill(column, fill));
                yield grid;
            }
        };
    }

    private static double[] column(Series series, long[] instants, double missing) {
        if (series.size() == instants.length) {
            return series.values().clone();
        }
        var column = new double[instants.length];
        Arrays.fill(column, missing);
        int row = 0;
        for (int i = 0; i < series.size(); i++) {
            while (instants[row] != series.timestamps()[i]) {
                row++;
            }
            column[row] = series.values()[i];
        }
        return column;
    }

    private static void fill(double[] column, Gaps.Fill fill) {
        switch (fill) {
            case DROPNA, NULL -> {}
            case FFILL -> forward(column);
            case BFILL -> backward(column);
            case FULL_FFILL -> {
                forward(column);
                backward(column);
            }
            case FULL_BFILL -> {
                backward(column);
                forward(column);
            }
        }
    }

    private static void forward(double[] column) {
        for (int row = 1; row < column.length; row++) {
            if (Double.isNaN(column[row])) {
                column[row] = column[row - 1];
            }
        }
    }

    private static void backward(double[] column) {
        for (int row = column.length - 2; row >= 0; row--) {
            if (Double.isNaN(column[row])) {
                column[row] = column[row + 1];
            }
        }
    }

    private Grid overlapping(Grid grid, double needed, boolean hasStart, boolean hasStop) {
        int first = -1;
        int last = -1;
        int complete = 0;
        for (int row = 0; row < grid.rows(); row++) {
            if (isComplete(grid, row)) {
                first = first < 0 ? row : first;
                last = row;
                complete++;
            }
        }
        if (complete == 0 && needed > 0) {
            throw refused("No overlap");
        }
        int from = hasStart || complete == 0 ? 0 : first;
        int to = hasStop || complete == 0 ? grid.rows() : last + 1;
        double percent = to == from ? 100 : complete * 100.0 / (to - from);
        if (percent < needed) {
            throw refused(
                    String.format(
                            Locale.ROOT,
                            "Less than %f%% of datapoints overlap in this timespan (%.2f%%)",
                            needed,
                            percent));
        }
        return between(grid, from, to);
    }

    private static boolean isComplete(Grid grid, int row) {
        for (var column : grid.columns()) {
            if (Double.isNaN(column[row])) {
                return false;
            }
        }
        return true;
    }

    private static Grid between(Grid grid, int from, int to) {
        if (from == 0 && to == grid.rows()) {
            return grid;
        }
        return new Grid(
                grid.label(),
                Arrays.copyOfRange(grid.timestamps(), from, to),
                Arrays.stream(grid.columns())
                        .map(column -> Arrays.copyOfRange(column, from, to))
                        .toArray(double[][]::new),
                grid.aggregated());
    }

    private RefusedException refused(String reason) {
        return new RefusedException(new Refusal.NotAggregatable(reason, details(references)));
    }

    /// References as clients see them in a refusal.
    static List<List<Object>> details(List<Operation.Reference> references) {
        return references.stream()
                .map(one -> List.<Object>of(one.name(), one.aggregation()))
                .toList();
    }
}
