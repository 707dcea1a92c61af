package io.gnocchi.server.wire;

import io.gnocchi.core.model.ArchivePolicyRule;

/// Reads what clients send about archive policy rules.
public final class ArchivePolicyRuleBody {
    private ArchivePolicyRuleBody() {}

    /// A rule to be created.
    public static ArchivePolicyRule created(Json body) {
        var members =
                Members.of(body, JsonPath.ROOT)
                        .only("name", "metric_pattern", "archive_policy_name");
        return new ArchivePolicyRule(
                Names.name(members, "name"),
                members.requiredText("archive_policy_name"),
                Names.bounded(members, "metric_pattern"));
    }

    /// The new name of a rule.
    public static String renamed(Json body) {
        return Names.name(Members.of(body, JsonPath.ROOT).only("name"), "name");
    }
}
