package io.gnocchi.server.demo;

import io.gnocchi.server.wire.Json;
import java.util.List;
import java.util.Map;

/// A host, an instance or a volume.
///
/// @param id as a resource is named by who creates it
/// @param metrics each with the number by which its values are told from those of others
record Thing(String type, String id, Map<String, Json> attributes, List<Metric> metrics) {

    record Metric(Shape shape, int number) {}

    Thing {
        attributes = Map.copyOf(attributes);
        metrics = List.copyOf(metrics);
    }
}
