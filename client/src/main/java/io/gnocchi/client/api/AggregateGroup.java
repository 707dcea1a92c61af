package io.gnocchi.client.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The series computed for a group of resources, or for all of them.
///
/// @param group the attributes that the resources of the group share; empty without groups
/// @param series points by name: `aggregated`, `metric-id/mean` or `resource-id/metric/mean`
public record AggregateGroup(Map<String, @Nullable Object> group, Map<String, List<Point>> series) {

    static AggregateGroup of(Map<String, @Nullable Object> group, Map<?, ?> measures) {
        var series = new LinkedHashMap<String, List<Point>>();
        flatten("", measures, series);
        return new AggregateGroup(group, series);
    }

    private static void flatten(String prefix, Map<?, ?> measures, Map<String, List<Point>> into) {
        measures.forEach((name, value) -> {
            if (value instanceof Map<?, ?> inner) {
                flatten(prefix + name + "/", inner, into);
            } else {
                into.put(prefix + name, Point.list(value));
            }
        });
    }
}
