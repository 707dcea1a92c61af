package io.gnocchi.server.api;

import io.gnocchi.core.index.Index;
import io.gnocchi.core.model.ArchivePolicyRule;
import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.RefusedException;
import io.gnocchi.server.access.Access;
import io.gnocchi.server.access.Rule;
import io.gnocchi.server.wire.ArchivePolicyRuleBody;
import io.gnocchi.server.wire.Documents;
import java.util.List;

/// `/v1/archive_policy_rule`.
final class ArchivePolicyRuleRoutes {
    private static final String ALL = "/v1/archive_policy_rule";
    private static final String ONE = ALL + "/{name}";

    private final Index index;
    private final Access access;

    ArchivePolicyRuleRoutes(Index index, Access access) {
        this.index = index;
        this.access = access;
    }

    List<Route> routes() {
        return List.of(
                Route.get(ALL, this::list),
                Route.post(ALL, this::create),
                Route.get(ONE, this::get),
                Route.patch(ONE, this::rename),
                Route.delete(ONE, this::delete));
    }

    private Reply list(Call call) {
        access.require(call.caller(), Rule.LIST_ARCHIVE_POLICY_RULE);
        var rules = index.archivePolicyRules();
        return Reply.ok(json -> {
            json.beginArray();
            rules.forEach(rule -> Documents.write(json, rule));
            json.endArray();
        });
    }

    private Reply create(Call call) {
        access.require(call.caller(), Rule.CREATE_ARCHIVE_POLICY_RULE);
        var rule = ArchivePolicyRuleBody.created(call.json());
        insert(rule);
        return Reply.json(201, json -> Documents.write(json, rule))
                .with("Location", call.url("v1", "archive_policy_rule", rule.name()));
    }

    private void insert(ArchivePolicyRule rule) {
        try {
            index.createArchivePolicyRule(rule);
        } catch (RefusedException e) {
            if (e.refusal() instanceof Refusal.NoArchivePolicy(var name)) {
                throw Problem.caused(400, "Archive policy does not exist", null, name);
            }
            throw e;
        }
    }

    private Reply get(Call call) {
        access.require(call.caller(), Rule.GET_ARCHIVE_POLICY_RULE);
        var rule = index.archivePolicyRule(call.path("name"));
        return Reply.ok(json -> Documents.write(json, rule));
    }

    private Reply rename(Call call) {
        access.require(call.caller(), Rule.UPDATE_ARCHIVE_POLICY_RULE);
        var newName = ArchivePolicyRuleBody.renamed(call.json());
        var rule = index.renameArchivePolicyRule(call.path("name"), newName);
        return Reply.ok(json -> Documents.write(json, rule));
    }

    private Reply delete(Call call) {
        access.require(call.caller(), Rule.DELETE_ARCHIVE_POLICY_RULE);
        index.deleteArchivePolicyRule(call.path("name"));
        return Reply.empty(204);
    }
}
