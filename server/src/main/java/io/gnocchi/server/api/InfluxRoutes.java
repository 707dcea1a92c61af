package io.gnocchi.server.api;

import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.RefusedException;
import io.gnocchi.core.model.ResourceType;
import io.gnocchi.core.model.Timestamps;
import io.gnocchi.server.intake.Delivery;
import io.gnocchi.server.intake.InfluxLines;
import io.gnocchi.server.intake.InfluxPrecision;
import io.gnocchi.server.intake.InfluxStatement;
import io.gnocchi.server.intake.Intake;
import io.gnocchi.server.wire.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `/v1/influxdb/..`: writing as to an InfluxDB 1.x. A database is a resource type. `/api/v2/write`
/// is the same for clients of InfluxDB 2, where a bucket is one.
///
/// Errors have one member more, `error`, where InfluxDB's clients look for the reason.
final class InfluxRoutes {
    private static final String DEFAULT_DATABASE = "influxdb";
    private static final String RESOURCE_TAG_HEADER = "X-Gnocchi-InfluxDB-Tag-Resource-ID";
    private static final int MAX_FORM_BYTES = 64 * 1024;

    private final Intake intake;
    private final InstantSource clock;
    private final String serverVersion;

    InfluxRoutes(Intake intake, InstantSource clock, String serverVersion) {
        this.intake = intake;
        this.clock = clock;
        this.serverVersion = serverVersion;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/influxdb/ping", this::ping).opened().bodiless(),
                Route.post("/v1/influxdb/query", telling(this::query)).bodiless(),
                Route.post("/v1/influxdb/write", telling(this::write)).bodiless(),
                Route.post("/api/v2/write", telling(this::writeSome)).bodiless());
    }

    private Reply ping(Call call) {
        return Reply.empty(204).with("X-Influxdb-Version", "Gnocchi " + serverVersion);
    }

    private Reply query(Call call) {
        var statement = statement(call);
        if (statement != null) {
            var database = InfluxStatement.parse(statement).database();
            var type = new ResourceType(database, ResourceType.State.ACTIVE, new TreeMap<>());
            intake.ensureType(type, call.caller());
        }
        return expectsResults(call) ? Reply.ok(InfluxRoutes::writeResults) : Reply.empty(204);
    }

    /// In the URL or in a form.
    private static @Nullable String statement(Call call) {
        var statement = call.query().one("q");
        if (statement != null || !isForm(call)) {
            return statement;
        }
        return Query.parse(form(call)).one("q");
    }

    private static boolean isForm(Call call) {
        return call.mediaType().equals("application/x-www-form-urlencoded");
    }

    private static String form(Call call) {
        try {
            var bytes = call.body().readNBytes(MAX_FORM_BYTES + 1);
            if (bytes.length > MAX_FORM_BYTES) {
                throw Problem.of(413);
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw Problem.unreadable(e);
        }
    }

    /// InfluxDB answers 200 and results, and its clients want them; the original answers 204, and
    /// its clients say JSON of everything they send and accept anything.
    private static boolean expectsResults(Call call) {
        var accept = call.header("Accept");
        boolean acceptsAnything = accept == null || accept.strip().equals("*/*");
        return !(call.mediaType().equals("application/json") && acceptsAnything);
    }

    private static void writeResults(JsonWriter json) {
        json.beginObject().name("results").beginArray();
        json.beginObject().name("statement_id").value(0).endObject();
        json.endArray().endObject();
    }

    private Reply write(Call call) {
        var database = call.query().one("db");
        var type = database == null || database.isEmpty() ? DEFAULT_DATABASE : database;
        var caller = call.caller();
        var delivery = Delivery.to(type, caller.creator());
        try {
            lines(call).read(call.body(), delivery);
        } catch (IOException e) {
            throw Problem.unreadable(e);
        }
        intake.accept(delivery, caller);
        return Reply.empty(204);
    }

    /// What can be taken is; when something cannot, the status is 400 and the message says what.
    private Reply writeSome(Call call) {
        var caller = call.caller();
        var type = new ResourceType(bucket(call), ResourceType.State.ACTIVE, new TreeMap<>());
        var delivery = Delivery.creating(type, caller.creator());
        InfluxLines.BadLines bad;
        try {
            bad = lines(call).readSome(call.body(), delivery);
        } catch (IOException e) {
            throw Problem.unreadable(e);
        }
        var outcome = intake.acceptSome(delivery, caller);
        if (bad.count() == 0 && outcome.refused() == 0) {
            return Reply.empty(204);
        }
        throw Problem.of(
                400,
                "partial write: %s; %d lines and %d values dropped, %d values written"
                        .formatted(
                                bad.count() > 0 ? bad.reason() : outcome.reason(),
                                bad.count(),
                                outcome.refused(),
                                delivery.size() - outcome.refused()));
    }

    /// Those who migrate from InfluxDB 1 write `database/retention-policy`.
    private static String bucket(Call call) {
        var bucket = call.query().one("bucket");
        if (bucket == null || bucket.isEmpty() || bucket.startsWith("/")) {
            throw Problem.badArgument("bucket", "a bucket is needed");
        }
        return InfluxStatement.requireName(bucket.split("/", 2)[0]);
    }

    private InfluxLines lines(Call call) {
        var tag = call.header(RESOURCE_TAG_HEADER);
        var precision = call.query().one("precision");
        return new InfluxLines(
                tag == null || tag.isEmpty() ? InfluxLines.DEFAULT_RESOURCE_TAG : tag,
                InfluxPrecision.parse(precision == null ? "" : precision),
                Timestamps.nanos(clock.instant()));
    }

    /// The same, with what goes wrong told as InfluxDB's clients want to be told.
    private static Route.Handling telling(Route.Handling handling) {
        return call -> {
            try {
                return handling.answer(call);
            } catch (RefusedException e) {
                throw told(e.refusal());
            } catch (RuntimeException e) {
                var problem = Refusals.problem(e);
                throw problem.with("error", problem.text());
            }
        };
    }

    private static Problem told(Refusal refusal) {
        var problem = ForeignRefusals.problem(refusal);
        // Telegraf creates the database when it reads this.
        return refusal instanceof Refusal.NoResourceType(var name)
                ? problem.with("error", "database not found: \"%s\"".formatted(name))
                : problem.with("error", problem.text());
    }
}
