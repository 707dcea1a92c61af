package io.gnocchi.server.api;

import io.gnocchi.core.model.MalformedException;
import io.gnocchi.core.model.RefusedException;
import io.gnocchi.server.collectd.JsonValues;
import io.gnocchi.server.intake.Delivery;
import io.gnocchi.server.intake.Intake;
import io.gnocchi.server.wire.JsonWriter;
import java.util.List;

/// `/v1/collectd`: what collectd's write_http sends as JSON.
final class CollectdRoutes {
    private static final String DEFAULT_TYPE = "collectd";

    private final Intake intake;

    CollectdRoutes(Intake intake) {
        this.intake = intake;
    }

    List<Route> routes() {
        return List.of(Route.post("/v1/collectd", this::write).bodiless());
    }

    private Reply write(Call call) {
        var wished = call.query().one("resource_type");
        var caller = call.caller();
        var type = wished == null || wished.isEmpty() ? DEFAULT_TYPE : wished;
        var values = new JsonValues(type);
        var delivery = Delivery.creating(values.type(), caller.creator());
        var read =
                values.read(
                        call.jsonBody(),
                        (resource, attributes, metric, nanos, value) -> {
                            delivery.add(resource, attributes, metric, nanos, value);
                            return true;
                        });
        try {
            var outcome = intake.acceptSome(delivery, caller);
            int refused = read.refused() + outcome.refused();
            var reason = read.refused() > 0 ? read.reason() : outcome.reason();
            int accepted = delivery.size() - outcome.refused();
            return refused == 0 ? Reply.empty(202) : partial(accepted, refused, reason);
        } catch (RefusedException e) {
            throw ForeignRefusals.problem(e.refusal());
        }
    }

    private static Reply partial(int accepted, int refused, String reason) {
        if (accepted == 0) {
            throw new MalformedException(reason);
        }
        return Reply.json(202, json -> write(json, accepted, refused, reason));
    }

    private static void write(JsonWriter json, int accepted, int refused, String reason) {
        json.beginObject();
        json.name("accepted").value(accepted);
        json.name("refused").value(refused);
        json.name("reason").value(reason);
        json.endObject();
    }
}
