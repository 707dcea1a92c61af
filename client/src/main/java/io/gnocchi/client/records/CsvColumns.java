package io.gnocchi.client.records;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/// Which column of a CSV file holds what; -1 is none.
///
/// @param metrics the columns that are metrics themselves, by their headings; empty when a column
///   names the metric
record CsvColumns(
        List<String> names,
        int timestamp,
        int value,
        int resource,
        int metric,
        int metricId,
        List<Integer> metrics) {
    private static final Set<String> TIMESTAMP = Set.of("timestamp", "time", "date", "datetime");
    private static final Set<String> VALUE = Set.of("value");
    private static final Set<String> RESOURCE = Set.of("resource", "resource_id", "host");
    private static final Set<String> METRIC = Set.of("metric", "metric_name", "name");
    private static final Set<String> METRIC_ID = Set.of("metric_id", "id");

    /// By the first line. A file without a column for values is a wide one: each further column is
    /// a metric.
    ///
    /// Throws [UnreadableFileException] when there are no timestamps, or nobody says of which
    /// metric values are.
    static CsvColumns of(List<String> header, Owner owner) {
        List<String> names =
                header.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
        int timestamp = find(names, TIMESTAMP);
        int value = find(names, VALUE);
        int resource = find(names, RESOURCE);
        int metric = find(names, METRIC);
        int metricId = find(names, METRIC_ID);
        if (timestamp < 0) {
            throw new UnreadableFileException(
                    "the first line names no column 'timestamp', but " + String.join(", ", header));
        }
        if (value >= 0) {
            boolean named = metric >= 0 || metricId >= 0 || owner.metric() != null;
            if (!named) {
                throw new UnreadableFileException(
                        "neither a column 'metric' nor --metric says of what the values are");
            }
            return new CsvColumns(header, timestamp, value, resource, metric, metricId, List.of());
        }
        List<Integer> metrics =
                IntStream.range(0, names.size())
                        .filter(i -> i != timestamp && i != resource)
                        .boxed()
                        .toList();
        return new CsvColumns(header, timestamp, -1, resource, -1, -1, metrics);
    }

    private static int find(List<String> names, Set<String> known) {
        return IntStream.range(0, names.size())
                .filter(i -> known.contains(names.get(i)))
                .findFirst()
                .orElse(-1);
    }
}
