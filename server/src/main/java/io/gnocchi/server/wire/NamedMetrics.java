package io.gnocchi.server.wire;

import io.gnocchi.core.model.UuidText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// The metrics a client wants a resource to have.
///
/// @param metrics by name, in the order they were written
public record NamedMetrics(Map<String, Wanted> metrics) {

    /// Where a metric is to come from.
    public sealed interface Wanted {

        /// One that exists.
        record Existing(UUID id) implements Wanted {}

        /// One to be created.
        record Defined(MetricBody definition) implements Wanted {}
    }

    /// Body of `POST /v1/resource/{type}/{id}/metric`.
    public static NamedMetrics read(Json body) {
        return read(body, JsonPath.ROOT);
    }

    static NamedMetrics read(Json json, JsonPath path) {
        if (!(json instanceof Json.Dictionary(var members))) {
            throw path.wrong("expected a dictionary");
        }
        var metrics = new LinkedHashMap<String, Wanted>();
        members.forEach((name, value) -> metrics.put(name, wanted(name, value, path.key(name))));
        return new NamedMetrics(metrics);
    }

    private static Wanted wanted(String name, Json value, JsonPath path) {
        if (value instanceof Json.Text(var text)) {
            Names.metricName(name, path);
            var id = UuidText.parse(text);
            if (id == null) {
                throw path.wrong("not a valid value");
            }
            return new Wanted.Existing(id);
        }
        return new Wanted.Defined(MetricBody.named(name, value, path));
    }
}
