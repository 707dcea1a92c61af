package io.gnocchi.server.api;

import io.gnocchi.core.index.Index;
import io.gnocchi.server.access.Access;
import io.gnocchi.server.access.Rule;
import io.gnocchi.server.wire.Documents;
import io.gnocchi.server.wire.ResourceTypeBody;
import io.gnocchi.server.wire.ResourceTypePatch;
import java.time.InstantSource;
import java.util.List;

/// `/v1/resource_type`. Bodies are looked at before rights, as clients are used to.
final class ResourceTypeRoutes {
    private static final String ALL = "/v1/resource_type";
    private static final String ONE = ALL + "/{name}";

    private final Index index;
    private final Access access;
    private final InstantSource clock;

    ResourceTypeRoutes(Index index, Access access, InstantSource clock) {
        this.index = index;
        this.access = access;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.get(ALL, this::list),
                Route.post(ALL, this::create),
                Route.get(ONE, this::get),
                Route.patch(ONE, this::update),
                Route.delete(ONE, this::delete));
    }

    private Reply list(Call call) {
        access.require(call.caller(), Rule.LIST_RESOURCE_TYPE);
        var types = index.resourceTypes();
        return Reply.ok(json -> {
            json.beginArray();
            types.forEach(type -> Documents.write(json, type));
            json.endArray();
        });
    }

    private Reply get(Call call) {
        access.require(call.caller(), Rule.GET_RESOURCE_TYPE);
        var type = index.resourceType(call.path("name"));
        return Reply.ok(json -> Documents.write(json, type));
    }

    private Reply create(Call call) {
        var type = ResourceTypeBody.read(call.json());
        access.require(call.caller(), Rule.CREATE_RESOURCE_TYPE);
        index.createResourceType(type);
        return Reply.json(201, json -> Documents.write(json, type))
                .with("Location", call.url("v1", "resource_type", type.name()));
    }

    private Reply update(Call call) {
        var name = call.path("name");
        var patch = ResourceTypePatch.read(call.json("application/json-patch+json"));
        access.require(call.caller(), Rule.UPDATE_RESOURCE_TYPE);
        var change = patch.of(index.resourceType(name), clock.instant());
        var after = index.updateResourceType(name, change);
        return Reply.ok(json -> Documents.write(json, after));
    }

    private Reply delete(Call call) {
        access.require(call.caller(), Rule.DELETE_RESOURCE_TYPE);
        index.deleteResourceType(call.path("name"));
        return Reply.empty(204);
    }
}
