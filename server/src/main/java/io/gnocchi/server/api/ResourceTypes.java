package io.gnocchi.server.api;

import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.RefusedException;
import io.gnocchi.server.wire.JsonWriter;

/// The one resource type there is: `generic`.
final class ResourceTypes {
    private static final String GENERIC = "generic";

    private ResourceTypes() {}

    static void writeAll(JsonWriter json) {
        json.beginArray();
        write(json);
        json.endArray();
    }

    static Reply one(Call call) {
        var name = call.path("name");
        if (!name.equals(GENERIC)) {
            throw new RefusedException(new Refusal.NoResourceType(name));
        }
        return Reply.ok(ResourceTypes::write);
    }

    private static void write(JsonWriter json) {
        json.beginObject();
        json.name("name").value(GENERIC);
        json.name("state").value("active");
        json.name("attributes").beginObject().endObject();
        json.endObject();
    }
}
