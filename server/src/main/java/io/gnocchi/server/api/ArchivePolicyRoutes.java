package io.gnocchi.server.api;

import io.gnocchi.core.index.Index;
import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.server.access.Access;
import io.gnocchi.server.access.Rule;
import io.gnocchi.server.wire.ArchivePolicyBody;
import io.gnocchi.server.wire.Documents;
import java.util.List;
import java.util.SortedSet;

/// `/v1/archive_policy`.
final class ArchivePolicyRoutes {
    private static final String ALL = "/v1/archive_policy";
    private static final String ONE = ALL + "/{name}";

    private final Index index;
    private final Access access;
    private final SortedSet<AggregationMethod> defaultMethods;

    ArchivePolicyRoutes(Index index, Access access, SortedSet<AggregationMethod> defaultMethods) {
        this.index = index;
        this.access = access;
        this.defaultMethods = defaultMethods;
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
        access.require(call.caller(), Rule.LIST_ARCHIVE_POLICY);
        var policies = index.archivePolicies();
        return Reply.ok(json -> {
            json.beginArray();
            policies.forEach(policy -> Documents.write(json, policy));
            json.endArray();
        });
    }

    private Reply create(Call call) {
        access.require(call.caller(), Rule.CREATE_ARCHIVE_POLICY);
        var policy = ArchivePolicyBody.created(call.json(), defaultMethods);
        index.createArchivePolicy(policy);
        return Reply.json(201, json -> Documents.write(json, policy))
                .with("Location", call.url("v1", "archive_policy", policy.name()));
    }

    private Reply get(Call call) {
        access.require(call.caller(), Rule.GET_ARCHIVE_POLICY);
        var policy = index.archivePolicy(call.path("name"));
        return Reply.ok(json -> Documents.write(json, policy));
    }

    private Reply update(Call call) {
        access.require(call.caller(), Rule.UPDATE_ARCHIVE_POLICY);
        var name = call.path("name");
        var today = index.archivePolicy(name);
        var change = ArchivePolicyBody.changed(call.json(), today);
        var policy = index.updateArchivePolicy(name, change.definition(), change.backWindow());
        return Reply.ok(json -> Documents.write(json, policy));
    }

    private Reply delete(Call call) {
        access.require(call.caller(), Rule.DELETE_ARCHIVE_POLICY);
        index.deleteArchivePolicy(call.path("name"));
        return Reply.empty(204);
    }
}
