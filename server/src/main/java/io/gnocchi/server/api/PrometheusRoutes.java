package io.gnocchi.server.api;

import io.gnocchi.core.model.RefusedException;
import io.gnocchi.server.access.Caller;
import io.gnocchi.server.intake.Intake;
import io.gnocchi.server.intake.PrometheusWrite;
import io.gnocchi.server.intake.RemoteRequest;
import io.gnocchi.server.intake.RemoteWrite;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Remote write: `/v1/prometheus/write` merges series as the original does, and
/// `/v1/prometheus/api/v1/write` keeps them apart.
final class PrometheusRoutes {
    private static final String MERGED_SERIES_HEADER = "X-Gnocchi-Merged-Series";
    private static final String WRITTEN_HEADER = "X-Prometheus-Remote-Write-%s-Written";
    private static final String PROTOCOL = "proto=";
    private static final String FIRST_VERSION = "prometheus.writerequest";
    private static final String SECOND_VERSION = "io.prometheus.write.v2.request";

    private final Intake intake;
    private final MergingNotice notice = new MergingNotice(System::nanoTime);

    PrometheusRoutes(Intake intake) {
        this.intake = intake;
    }

    List<Route> routes() {
        return List.of(
                Route.post("/v1/prometheus/write", this::write).bodiless(),
                Route.post("/v1/prometheus/api/v1/write", this::writeApart).bodiless());
    }

    private Reply write(Call call) {
        if (version(call) != RemoteRequest.Version.ONE) {
            throw Problem.of(
                    415, "Remote write 2.0 is taken at /v1/prometheus/api/v1/write, here 1.0 is");
        }
        try {
            int merged = writeMerged(read(call, RemoteRequest.Version.ONE), call.caller());
            notice.merged(merged);
            var reply = Reply.empty(202);
            return merged == 0 ? reply : reply.with(MERGED_SERIES_HEADER, String.valueOf(merged));
        } catch (RefusedException e) {
            throw ForeignRefusals.problem(e.refusal());
        }
    }

    /// @return how many series went into a metric that another series made
    private int writeMerged(RemoteRequest request, Caller caller) {
        return intake.acceptKnown(request, RemoteRequest.Mapping.MERGED, caller)
                .orElseGet(() -> {
                    var write = PrometheusWrite.of(request, caller.creator());
                    intake.accept(write.delivery(), caller);
                    return write.mergedSeries();
                });
    }

    private Reply writeApart(Call call) {
        var version = version(call);
        if (version == null) {
            throw Problem.of(415, "Remote write 1.0 and 2.0 are taken here");
        }
        var request = read(call, version);
        var caller = call.caller();
        try {
            if (intake.acceptKnown(request, RemoteRequest.Mapping.APART, caller).isPresent()) {
                return told(Reply.empty(204), request.samples(), 0);
            }
            var write = RemoteWrite.of(request, caller.creator());
            return written(write, intake.acceptSome(write.delivery(), caller));
        } catch (RefusedException e) {
            throw ForeignRefusals.problem(e.refusal());
        }
    }

    /// Says what was written; when some of it was not the status is 400, so that the sender reports
    /// it and does not try again.
    private static Reply written(RemoteWrite write, Intake.Outcome outcome) {
        int refused = write.refused() + outcome.refused();
        var reply = Reply.empty(204);
        if (refused > 0) {
            var reason = write.refused() > 0 ? write.reason() : outcome.reason();
            var text =
                    "%d samples were not taken, the others were. The first: %s\n"
                            .formatted(refused, reason);
            reply = Reply.text(400, "text/plain; charset=utf-8", text);
        }
        int samples = Math.max(0, write.samples() - outcome.refused());
        return told(reply, samples, write.histograms());
    }

    private static Reply told(Reply reply, int samples, int histograms) {
        return reply.with(WRITTEN_HEADER.formatted("Samples"), String.valueOf(samples))
                .with(WRITTEN_HEADER.formatted("Histograms"), String.valueOf(histograms))
                .with(WRITTEN_HEADER.formatted("Exemplars"), "0");
    }

    /// What the body is said to be: 1.0 when nothing is said, null when it is something else.
    private static RemoteRequest.@Nullable Version version(Call call) {
        var type = call.header("Content-Type");
        if (type == null) {
            return RemoteRequest.Version.ONE;
        }
        var lower = type.toLowerCase(Locale.ROOT).replace(" ", "").replace("\"", "");
        int at = lower.indexOf(PROTOCOL);
        var protocol = at < 0 ? FIRST_VERSION : lower.substring(at + PROTOCOL.length());
        return switch (protocol) {
            case FIRST_VERSION -> RemoteRequest.Version.ONE;
            case SECOND_VERSION -> RemoteRequest.Version.TWO;
            default -> null;
        };
    }

    private static RemoteRequest read(Call call, RemoteRequest.Version version) {
        try {
            var body = call.bodyPackedAs("snappy").readAllBytes();
            return RemoteRequest.read(body, call.maxBodyBytes(), version);
        } catch (IOException e) {
            throw Problem.unreadable(e);
        }
    }
}
