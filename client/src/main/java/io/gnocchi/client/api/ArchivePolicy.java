package io.gnocchi.client.api;

import io.gnocchi.client.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is computed from a metric's measures, and how long it is kept.
///
/// @param fields all the server told, in its order
public record ArchivePolicy(Map<String, @Nullable Object> fields) {
    /// Its name.
    public String name() {
        return String.valueOf(fields.get("name"));
    }

    /// How many blocks behind the newest one still take measures.
    public long backWindow() {
        return fields.get("back_window") instanceof Number blocks ? blocks.longValue() : 0;
    }

    /// The aggregation methods.
    public List<String> aggregationMethods() {
        return Json.array(fields.get("aggregation_methods")).stream().map(String::valueOf).toList();
    }

    /// Its lines, each with `granularity`, `points` and `timespan` as the server writes them.
    public List<Map<String, @Nullable Object>> definition() {
        return Json.array(fields.get("definition")).stream().map(Json::object).toList();
    }

    /// A line of a definition to be: two of the three, in the server's notations, `1 minute` or
    /// `60`.
    public record Line(
            @Nullable String granularity, @Nullable String points, @Nullable String timespan) {
        Map<String, @Nullable Object> json() {
            var line = new LinkedHashMap<String, @Nullable Object>();
            putUnlessNull(line, "granularity", granularity);
            putUnlessNull(line, "points", points);
            putUnlessNull(line, "timespan", timespan);
            return line;
        }
    }

    static List<@Nullable Object> json(List<Line> definition) {
        var lines = new ArrayList<@Nullable Object>();
        definition.forEach(line -> lines.add(line.json()));
        return lines;
    }

    private static void putUnlessNull(
            Map<String, @Nullable Object> into, String name, @Nullable Object value) {
        if (value != null) {
            into.put(name, value);
        }
    }
}
