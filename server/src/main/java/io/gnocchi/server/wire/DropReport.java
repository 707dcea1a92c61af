package io.gnocchi.server.wire;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/// Which measures of a request do not count, or, when they were imported, became history.
///
/// @param imported whether they were imported: then none is late
/// @param accepted how many count
/// @param metrics by metric; those that lost none are not shown
public record DropReport(boolean imported, long accepted, SortedMap<UUID, Drops> metrics) {

    /// What a metric lost.
    ///
    /// @param behind older than its mutable window: late, or history
    /// @param duplicate of the same timestamp as another of the request, which has a smaller value
    public record Drops(long behind, long duplicate) {
        boolean isEmpty() {
            return behind == 0 && duplicate == 0;
        }
    }

    public DropReport {
        var some = new TreeMap<>(metrics);
        some.values().removeIf(Drops::isEmpty);
        metrics = Collections.unmodifiableSortedMap(some);
    }

    public void write(JsonWriter json) {
        var all =
                new Drops(
                        metrics.values().stream().mapToLong(Drops::behind).sum(),
                        metrics.values().stream().mapToLong(Drops::duplicate).sum());
        json.beginObject();
        json.name("accepted").value(accepted);
        if (imported) {
            json.name("history").value(all.behind());
        }
        json.name("dropped").beginObject();
        writeDropped(json, all);
        json.endObject();
        json.name("metrics").beginObject();
        metrics.forEach((metric, drops) -> {
            json.name(metric.toString()).beginObject();
            if (imported) {
                json.name("history").value(drops.behind());
            }
            writeDropped(json, drops);
            json.endObject();
        });
        json.endObject();
        json.endObject();
    }

    private void writeDropped(JsonWriter json, Drops drops) {
        json.name("late").value(imported ? 0 : drops.behind());
        json.name("duplicate").value(drops.duplicate());
    }
}
