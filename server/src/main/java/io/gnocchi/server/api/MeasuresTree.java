package io.gnocchi.server.api;

import io.gnocchi.core.query.AggregatesReader.Outcome;
import io.gnocchi.core.query.Answer;
import io.gnocchi.server.wire.Documents;
import io.gnocchi.server.wire.JsonWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The points of several metrics: one series that stands for all, or series under their names.
final class MeasuresTree {
    private final List<Answer> points;
    private final Map<String, MeasuresTree> members = new LinkedHashMap<>();

    private MeasuresTree(List<Answer> points) {
        this.points = points;
    }

    /// One series that stands for all.
    static MeasuresTree aggregated(List<Answer> points) {
        var tree = new MeasuresTree(List.of());
        tree.members.put("aggregated", new MeasuresTree(points));
        return tree;
    }

    /// @param paths the names, from the outermost, of the series of each source; used when nothing
    ///   was aggregated
    static MeasuresTree of(Outcome outcome, List<List<String>> paths) {
        if (outcome.aggregated()) {
            return aggregated(outcome.series().getFirst());
        }
        var tree = new MeasuresTree(List.of());
        for (int i = 0; i < paths.size(); i++) {
            tree.put(paths.get(i), outcome.series().get(i));
        }
        return tree;
    }

    private void put(List<String> path, List<Answer> series) {
        var inner = path.subList(0, path.size() - 1);
        var tree = this;
        for (var name : inner) {
            tree = tree.members.computeIfAbsent(name, _ -> new MeasuresTree(List.of()));
        }
        tree.members.put(path.getLast(), new MeasuresTree(series));
    }

    void write(JsonWriter json) {
        if (members.isEmpty()) {
            Documents.write(json, points);
            return;
        }
        json.beginObject();
        members.forEach((name, member) -> {
            json.name(name);
            member.write(json);
        });
        json.endObject();
    }
}
