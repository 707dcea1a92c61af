package io.gnocchi.core.processing;

import io.gnocchi.core.model.Measures;
import io.gnocchi.core.segment.MetricRecord;
import io.gnocchi.core.series.Amendments;
import io.gnocchi.core.series.History;
import io.gnocchi.core.series.MethodSeries;
import io.gnocchi.core.series.Points;
import io.gnocchi.core.series.Series;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Cuts of records along time.
final class Records {
    private Records() {}

    /// The same metric with these aggregates, this history and no raw points.
    static MetricRecord archived(MetricRecord record, List<MethodSeries> closed, History history) {
        return new MetricRecord(
                record.metric(),
                record.policy(),
                record.state(),
                Points.none(),
                closed,
                history,
                Amendments.NONE);
    }

    /// The same record without aggregates and history before `cutoff`.
    static MetricRecord since(MetricRecord record, long cutoff) {
        var closed =
                record.closed().stream()
                        .map(one ->
                                between(
                                        one,
                                        Points.firstAtOrAfter(one.series().timestamps(), cutoff),
                                        one.series().size()))
                        .filter(one -> one.series().size() > 0)
                        .toList();
        return record.withClosed(closed).withHistory(record.history().from(cutoff));
    }

    /// The points before `cutoff`, by the number of the window they lie in.
    static SortedMap<Long, MethodSeries> split(MethodSeries closed, long cutoff, long width) {
        var windows = new TreeMap<Long, MethodSeries>();
        var timestamps = closed.series().timestamps();
        int end = Points.firstAtOrAfter(timestamps, cutoff);
        int from = 0;
        while (from < end) {
            long window = Math.floorDiv(timestamps[from], width);
            int to = Math.min(end, Points.firstAtOrAfter(timestamps, (window + 1) * width));
            windows.put(window, between(closed, from, to));
            from = to;
        }
        return windows;
    }

    /// The same of the history.
    static SortedMap<Long, History> split(History history, long cutoff, long width) {
        var windows = new TreeMap<Long, History>();
        var timestamps = history.points().timestamps();
        int end = history.firstAtOrAfter(cutoff);
        int from = 0;
        while (from < end) {
            long window = Math.floorDiv(timestamps[from], width);
            int to = Math.min(end, history.firstAtOrAfter((window + 1) * width));
            windows.put(window, history.between(from, to));
            from = to;
        }
        return windows;
    }

    private static MethodSeries between(MethodSeries closed, int from, int to) {
        var series = closed.series();
        var points = Points.between(new Measures(series.timestamps(), series.values()), from, to);
        return new MethodSeries(
                closed.method(),
                new Series(series.granularity(), points.timestamps(), points.values()));
    }
}
