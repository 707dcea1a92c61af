package io.gnocchi.server.api;

import io.gnocchi.server.wire.JsonWriter;
import java.util.List;
import java.util.stream.Collectors;

/// `/livez` and `/readyz`, as Kubernetes and its like ask: whether to start the process again, and
/// whether to send it requests.
final class ReadinessRoutes {
    private static final String PLAIN = "text/plain; charset=UTF-8";

    private final Readiness readiness;

    ReadinessRoutes(Readiness readiness) {
        this.readiness = readiness;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/livez", _ -> Reply.text(200, PLAIN, "ok\n")).opened().bodiless(),
                Route.get("/readyz", this::ready).opened().bodiless());
    }

    private Reply ready(Call call) {
        var findings = readiness.findings();
        boolean ready = findings.stream().noneMatch(Readiness.Finding::isFatal);
        int status = ready ? 200 : 503;
        if (new MediaRanges(call.header("Accept")).names("application", "json")) {
            return Reply.json(status, json -> write(json, ready, findings));
        }
        boolean verbose = call.query().one("verbose") != null;
        if (ready && !verbose) {
            return Reply.text(status, PLAIN, "ok\n");
        }
        var lines = findings.stream().map(ReadinessRoutes::line).collect(Collectors.joining());
        return Reply.text(status, PLAIN, lines + (ready ? "ready\n" : "not ready\n"));
    }

    private static String line(Readiness.Finding finding) {
        var sign = finding.isGood() ? "[+]" : finding.vital() ? "[-]" : "[!]";
        return "%s%s %s\n"
                .formatted(sign, finding.name(), finding.isGood() ? "ok" : finding.trouble());
    }

    private static void write(JsonWriter json, boolean ready, List<Readiness.Finding> findings) {
        json.beginObject();
        json.name("ready").value(ready);
        writeChecks(json.name("checks"), findings);
        json.endObject();
    }

    static void writeChecks(JsonWriter json, List<Readiness.Finding> findings) {
        json.beginArray();
        for (var finding : findings) {
            json.beginObject();
            json.name("name").value(finding.name());
            json.name("good").value(finding.isGood());
            json.name("vital").value(finding.vital());
            json.name("trouble").value(finding.trouble());
            json.endObject();
        }
        json.endArray();
    }
}
