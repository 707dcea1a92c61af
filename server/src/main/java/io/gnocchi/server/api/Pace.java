package io.gnocchi.server.api;

import io.gnocchi.server.meters.RecentRate;
import io.gnocchi.server.meters.RequestMeters;
import io.gnocchi.server.meters.WriteMeters;
import io.gnocchi.server.wire.JsonWriter;

/// How busy this process is, for `/v1/status`.
record Pace(WriteMeters writes, RequestMeters requests) {
    private static final double TENTHS = 10;

    void write(JsonWriter json) {
        json.beginObject();
        json.name("measures_per_second").value(rounded(writes.perSecond()));
        json.name("queries_per_second").value(rounded(requests.queriesPerSecond()));
        json.name("seconds").value(RecentRate.WINDOW.toSeconds());
        json.endObject();
    }

    private static double rounded(double rate) {
        return Math.round(rate * TENTHS) / TENTHS;
    }
}
