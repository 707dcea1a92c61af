package io.gnocchi.server.wire;

import io.gnocchi.core.query.Operation;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// What clients ask of dynamic aggregates.
///
/// @param search among which resources to look for metrics; null when metrics are named by id
public record AggregatesBody(Operation operation, @Nullable Search search) {

    /// Among which resources to look for metrics.
    ///
    /// @param query a filter as a JSON document or as a string
    public record Search(String resourceType, Json query) {}

    /// @param zone whose calendar `resample` follows unless it names one itself
    public static AggregatesBody read(Json body, ZoneId zone) {
        var members = Members.of(body, JsonPath.ROOT).only("operations", "resource_type", "search");
        if (members.has("resource_type") || members.has("search")) {
            members.require("resource_type", "search");
        }
        var operations = members.required("operations");
        return new AggregatesBody(
                OperationsReader.read(operations, members.pathOf("operations"), zone),
                search(members));
    }

    private static @Nullable Search search(Members members) {
        var query = members.get("search");
        if (query == null) {
            return null;
        }
        if (query instanceof Json.Text(var text) && text.isEmpty()) {
            throw members.pathOf("search").wrong("length of value must be at least 1");
        }
        if (!(query instanceof Json.Text || query instanceof Json.Dictionary)) {
            throw members.pathOf("search").wrong("expected a dictionary");
        }
        return new Search(members.requiredText("resource_type"), query);
    }
}
