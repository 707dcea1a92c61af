package io.gnocchi.server.api;

import io.gnocchi.server.wire.JsonWriter;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/// Where load balancers ask whether to send requests here: 200 or 503, and 204 to `HEAD`.
final class HealthRoutes {
    private static final List<String> PROXY_HEADERS =
            List.of(
                    "Forwarded",
                    "X-Forwarded-For",
                    "X-Forwarded-Host",
                    "X-Forwarded-Proto",
                    "X-Forwarded-Prefix");

    private final Health health;
    private final Readiness readiness;
    private final InstantSource clock;

    HealthRoutes(Health health, Readiness readiness, InstantSource clock) {
        this.health = health;
        this.readiness = readiness;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(Route.get(health.path(), this::answer).opened().bodiless());
    }

    private Reply answer(Call call) {
        if (!isForUs(call)) {
            throw Problem.noRoute();
        }
        var file = health.disablingFile();
        boolean stopping = readiness.isStopping();
        boolean good = !stopping && (file == null || !Files.exists(file));
        int status = good ? 200 : 503;
        if (call.method().equals("HEAD")) {
            return Reply.empty(good ? 204 : 503);
        }
        var reason = good ? "OK" : stopping ? "STOPPING" : "DISABLED BY FILE";
        boolean isLookedAt = stopping || file != null;
        var accept = call.header("Accept");
        if (accept != null && accept.contains("application/json")) {
            return Reply.json(status, json -> write(json, isLookedAt ? reason : ""));
        }
        return !isLookedAt
                ? Reply.empty(200)
                : Reply.text(status, "text/plain; charset=UTF-8", reason);
    }

    private boolean isForUs(Call call) {
        boolean proxied = PROXY_HEADERS.stream().anyMatch(header -> call.header(header) != null);
        if (proxied && health.ignoresProxied()) {
            return false;
        }
        return AddressRange.anyHas(health.sources(), call.client());
    }

    /// @param reason empty when nothing was looked at
    private void write(JsonWriter json, String reason) {
        json.beginObject();
        json.name("detailed").value(health.detailed());
        if (health.detailed()) {
            json.name("now").value(Instant.ofEpochMilli(clock.millis()).toString());
            json.name("platform").value(System.getProperty("os.name"));
            json.name("java_version").value(System.getProperty("java.version"));
            ReadinessRoutes.writeChecks(json.name("checks"), readiness.findings());
        }
        json.name("reasons").beginArray();
        Stream.of(reason)
                .filter(text -> !text.isEmpty())
                .forEach(text -> write(json, text, "DisableByFile"));
        json.endArray();
        json.endObject();
    }

    private void write(JsonWriter json, String reason, String check) {
        if (!health.detailed()) {
            json.value(reason);
            return;
        }
        json.beginObject();
        json.name("reason").value(reason);
        json.name("class").value(check);
        json.name("details").value("");
        json.endObject();
    }
}
