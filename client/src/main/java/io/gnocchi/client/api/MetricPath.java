package io.gnocchi.client.api;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which metric is meant: by its id, or by its name inside a resource.
public record MetricPath(@Nullable String resource, String metric) {
    /// By its id.
    public static MetricPath of(UUID id) {
        return new MetricPath(null, id.toString());
    }

    /// By its name inside a resource.
    public static MetricPath of(String resource, String name) {
        return new MetricPath(resource, name);
    }

    String path() {
        return resource == null
                ? "v1/metric/" + Address.name(metric)
                : "v1/resource/generic/"
                        + Address.name(resource)
                        + "/metric/"
                        + Address.name(metric);
    }
}
