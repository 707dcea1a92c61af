package io.gnocchi.server.settings;

import java.net.URI;
import java.util.Map;

/// A collector of OpenTelemetry.
///
/// @param endpoint as `http://host:4318`
/// @param headers that requests to it have; they may be secret
public record Collector(URI endpoint, Map<String, String> headers) {
    public Collector {
        headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
        return endpoint.toString();
    }
}
