package io.gnocchi.server.wire;

import io.gnocchi.core.model.ResourceType;

/// A resource type as clients describe it.
public final class ResourceTypeBody {
    private ResourceTypeBody() {}

    /// Body of `POST /v1/resource_type`.
    public static ResourceType read(Json body) {
        var members = Members.of(body, JsonPath.ROOT).only("name", "attributes");
        var attributes =
                AttributeBody.readAll(
                        members.dictionary("attributes"), members.pathOf("attributes"));
        return new ResourceType(Names.name(members, "name"), ResourceType.State.ACTIVE, attributes);
    }
}
