package io.gnocchi.server.api;

import io.gnocchi.core.model.RefusedException;
import io.gnocchi.server.intake.Intake;
import io.gnocchi.server.intake.PrometheusWrite;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/// `/v1/prometheus/write`: remote write 0.1.0.
final class PrometheusRoutes {
    private static final String MERGED_SERIES_HEADER = "X-Gnocchi-Merged-Series";
    private static final String NEXT_VERSION = "io.prometheus.write.v2.request";

    private final Intake intake;

    PrometheusRoutes(Intake intake) {
        this.intake = intake;
    }

    List<Route> routes() {
        return List.of(Route.post("/v1/prometheus/write", this::write).bodiless());
    }

    private Reply write(Call call) {
        requireVersion(call);
        var caller = call.caller();
        var write = PrometheusWrite.read(body(call), call.maxBodyBytes(), caller.creator());
        try {
            intake.accept(write.delivery(), caller);
        } catch (RefusedException e) {
            throw ForeignRefusals.problem(e.refusal());
        }
        var reply = Reply.empty(202);
        return write.mergedSeries() == 0
                ? reply
                : reply.with(MERGED_SERIES_HEADER, String.valueOf(write.mergedSeries()));
    }

    /// Version 2.0 names itself; a sender that is told 415 goes back to 0.1.0.
    private static void requireVersion(Call call) {
        var type = call.header("Content-Type");
        if (type != null && type.toLowerCase(Locale.ROOT).contains(NEXT_VERSION)) {
            throw Problem.of(415, "Remote write 2.0 is not supported, 0.1.0 is");
        }
    }

    private static byte[] body(Call call) {
        try {
            return call.bodyPackedAs("snappy").readAllBytes();
        } catch (IOException e) {
            throw Problem.unreadable(e);
        }
    }
}
