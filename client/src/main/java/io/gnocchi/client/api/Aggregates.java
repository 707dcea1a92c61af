package io.gnocchi.client.api;

import io.gnocchi.client.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The calls about several metrics at once.
public final class Aggregates {
    private final Calls calls;

    Aggregates(Calls calls) {
        this.calls = calls;
    }

    /// Computes; one group, with no attributes, unless groups were asked for.
    public List<AggregateGroup> fetch(AggregatesQuery query) {
        var response = calls.post(query.path(), query.body());
        if (!query.grouped()) {
            return List.of(group(new LinkedHashMap<>(), Calls.object(response)));
        }
        return Calls.array(response).stream()
                .map(Json::object)
                .map(group ->
                        group(Json.object(group.get("group")), Json.object(group.get("measures"))))
                .toList();
    }

    /// Asks the older aggregation; the points stand in the group's series `aggregated`.
    public List<AggregateGroup> aggregation(AggregationQuery query) {
        var response = query.query() == null ? calls.get(query.path()) : calls.post(query.path());
        List<@Nullable Object> told = Calls.array(response);
        if (query.groupby() == null) {
            return List.of(aggregated(new LinkedHashMap<>(), told));
        }
        return told.stream()
                .map(Json::object)
                .map(group -> aggregated(Json.object(group.get("group")), group.get("measures")))
                .toList();
    }

    private static AggregateGroup group(
            Map<String, @Nullable Object> group, Map<String, @Nullable Object> told) {
        return AggregateGroup.of(group, Json.object(told.get("measures")));
    }

    private static AggregateGroup aggregated(
            Map<String, @Nullable Object> group, @Nullable Object triplets) {
        return new AggregateGroup(group, Map.of("aggregated", Point.list(triplets)));
    }
}
