package io.gnocchi.core.series;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.Timespan;
import java.util.List;

/// What several aggregation methods made of the same points, one pair of columns for each method.
///
/// A method leaves out the buckets it has no value for: `std` those of one point, `rate:` methods
/// those without a difference. Methods with the same buckets share one timestamps array; nobody
/// writes into the arrays.
///
/// @param methods in the order of the columns
/// @param timestamps by method: first instants of buckets, strictly ascending
/// @param values by method: as many
public record Columns(List<AggregationMethod> methods, long[][] timestamps, double[][] values) {
    public Columns {
        methods = List.copyOf(methods);
        if (timestamps.length != methods.size() || values.length != methods.size()) {
            throw new IllegalArgumentException("one column for each method");
        }
        for (int i = 0; i < values.length; i++) {
            if (timestamps[i].length != values[i].length) {
                throw new IllegalArgumentException("columns of different length");
            }
        }
    }

    /// One method's columns as a series.
    ///
    /// @param method index in `methods`
    /// @param granularity the length of the buckets
    public Series series(int method, Timespan granularity) {
        return new Series(granularity, timestamps[method], values[method]);
    }
}
