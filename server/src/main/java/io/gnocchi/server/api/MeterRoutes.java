package io.gnocchi.server.api;

import io.gnocchi.server.meters.Meters;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// `/metrics`: what this process tells about itself, for Prometheus.
final class MeterRoutes {
    private final Meters meters;
    private final List<AddressRange> sources;

    /// @param sources addresses that are answered; none for all
    MeterRoutes(Meters meters, List<AddressRange> sources) {
        this.meters = meters;
        this.sources = List.copyOf(sources);
    }

    List<Route> routes() {
        return List.of(Route.get("/metrics", this::answer).opened().bodiless());
    }

    private Reply answer(Call call) {
        if (!AddressRange.anyHas(sources, call.client())) {
            throw Problem.noRoute();
        }
        var text = meters.text().getBytes(StandardCharsets.UTF_8);
        return Reply.octets(200, Meters.CONTENT_TYPE, text);
    }
}
