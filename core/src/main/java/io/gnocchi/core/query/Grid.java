package io.gnocchi.core.query;

/// Several series over the same instants. Nobody writes into the arrays.
///
/// @param label what the granularity column shows
/// @param timestamps nanoseconds since the Epoch, ascending
/// @param columns by series: as many values, NaN where there is none
/// @param aggregated whether the series stand for no single metric any more
public record Grid(Answer.Label label, long[] timestamps, double[][] columns, boolean aggregated) {
    int rows() {
        return timestamps.length;
    }

    int width() {
        return columns.length;
    }

    /// The same instants with other values.
    Grid with(double[][] others) {
        return new Grid(label, timestamps, others, aggregated);
    }
}
