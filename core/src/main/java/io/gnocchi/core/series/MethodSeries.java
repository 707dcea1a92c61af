package io.gnocchi.core.series;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Timespan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Aggregated points of one method.
public record MethodSeries(AggregationMethod method, Series series) {

    /// Aggregates the points from one index to another; those before only lend the predecessor of
    /// the first difference.
    ///
    /// @return one series for each method that has a value in any bucket, in the order of `methods`
    public static List<MethodSeries> of(
            Measures points,
            int from,
            int to,
            Timespan granularity,
            Collection<AggregationMethod> methods) {
        if (from >= to) {
            return List.of();
        }
        var columns =
                Aggregator.aggregate(
                        points.timestamps(),
                        points.values(),
                        from,
                        to,
                        granularity.nanos(),
                        List.copyOf(methods));
        var all = new ArrayList<MethodSeries>(methods.size());
        for (int i = 0; i < columns.methods().size(); i++) {
            var series = columns.series(i, granularity);
            if (series.size() > 0) {
                all.add(new MethodSeries(columns.methods().get(i), series));
            }
        }
        return all;
    }
}
