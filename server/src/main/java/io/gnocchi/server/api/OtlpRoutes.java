package io.gnocchi.server.api;

import io.gnocchi.core.model.RefusedException;
import io.gnocchi.server.intake.Intake;
import io.gnocchi.server.otlp.OtlpWrite;
import io.gnocchi.server.otlp.OtlpWrite.Encoding;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// OTLP's export of metrics: over HTTP below `/v1/otlp`, to which exporters add `/v1/metrics`, and
/// by gRPC on the same port.
final class OtlpRoutes {
    static final String HTTP_PATH = "/v1/otlp/v1/metrics";
    static final String GRPC_PATH =
            "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";

    private final Intake intake;

    OtlpRoutes(Intake intake) {
        this.intake = intake;
    }

    List<Route> routes() {
        return List.of(
                Route.post(HTTP_PATH, this::write).bodiless(),
                Route.post(GRPC_PATH, this::export).bodiless());
    }

    private Reply write(Call call) {
        return switch (call.mediaType()) {
            case OtlpAnswers.PROTOBUF ->
                    OtlpAnswers.protobuf(taken(call, call.body(), Encoding.PROTOBUF));
            case OtlpAnswers.JSON -> OtlpAnswers.json(taken(call, call.body(), Encoding.JSON));
            default ->
                    throw Problem.of(
                            415,
                            "OTLP is %s or %s".formatted(OtlpAnswers.PROTOBUF, OtlpAnswers.JSON));
        };
    }

    private Reply export(Call call) {
        if (!OtlpAnswers.isGrpc(call.mediaType())) {
            throw Problem.of(415, "This is a method of gRPC");
        }
        return OtlpAnswers.grpc(taken(call, call.grpcMessage(), Encoding.PROTOBUF));
    }

    private OtlpAnswers.Outcome taken(Call call, InputStream body, Encoding encoding) {
        var caller = call.caller();
        try {
            var write = OtlpWrite.read(body, encoding, caller.creator());
            var outcome = intake.acceptSome(write.delivery(), caller);
            int refused = write.refused() + write.pointsOf(outcome.places());
            var reason = write.refused() > 0 ? write.reason() : outcome.reason();
            return new OtlpAnswers.Outcome(refused, reason);
        } catch (IOException e) {
            throw Problem.unreadable(e);
        } catch (RefusedException e) {
            throw ForeignRefusals.problem(e.refusal());
        }
    }
}
