package io.gnocchi.server.wire;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/// Which measures of a request do not count.
///
/// @param accepted how many count
/// @param metrics by metric; those that lost none are not shown
public record DropReport(long accepted, SortedMap<UUID, Drops> metrics) {

    /// What a metric lost.
    ///
    /// @param late older than its mutable window
    /// @param duplicate of the same timestamp as another of the request, which has a smaller value
    public record Drops(long late, long duplicate) {
        boolean isEmpty() {
            return late == 0 && duplicate == 0;
        }
    }

    public DropReport {
        var some = new TreeMap<>(metrics);
        some.values().removeIf(Drops::isEmpty);
        metrics = Collections.unmodifiableSortedMap(some);
    }

    public void write(JsonWriter json) {
        json.beginObject();
        json.name("accepted").value(accepted);
        json.name("dropped");
        write(
                json,
                new Drops(
                        metrics.values().stream().mapToLong(Drops::late).sum(),
                        metrics.values().stream().mapToLong(Drops::duplicate).sum()));
        json.name("metrics").beginObject();
        metrics.forEach((metric, drops) -> {
            json.name(metric.toString());
            write(json, drops);
        });
        json.endObject();
        json.endObject();
    }

    private static void write(JsonWriter json, Drops drops) {
        json.beginObject();
        json.name("late").value(drops.late());
        json.name("duplicate").value(drops.duplicate());
        json.endObject();
    }
}
