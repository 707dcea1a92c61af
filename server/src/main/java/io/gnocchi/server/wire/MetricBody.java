package io.gnocchi.server.wire;

import org.jspecify.annotations.Nullable;

/// A metric to be created, as its creator describes it.
///
/// @param resourceId as written; only in a metric of its own
public record MetricBody(
        PolicyWish policy,
        @Nullable String name,
        @Nullable String unit,
        @Nullable String resourceId) {
    static final int MAX_UNIT_LENGTH = 31;

    /// Body of `POST /v1/metric`.
    public static MetricBody read(Json body) {
        var members =
                Members.of(body, JsonPath.ROOT)
                        .only(
                                "archive_policy_name",
                                "archive_policy",
                                "name",
                                "unit",
                                "resource_id");
        var name = members.text("name");
        return new MetricBody(
                PolicyWish.read(members),
                name == null ? null : Names.metricName(name, members.pathOf("name")),
                members.text("unit", MAX_UNIT_LENGTH),
                members.text("resource_id"));
    }

    /// Body of `PATCH /v1/metric/{id}`: a policy, a unit, or both.
    public static MetricBody changed(Json body) {
        var members =
                Members.of(body, JsonPath.ROOT)
                        .only("archive_policy_name", "archive_policy", "unit");
        return new MetricBody(
                PolicyWish.read(members), null, members.text("unit", MAX_UNIT_LENGTH), null);
    }

    /// The definition of a metric named elsewhere: `{"archive_policy_name": .., "unit": ..}`, or
    /// with `archive_policy`. Clients repeat `name` and `resource_id` in it; what stands elsewhere
    /// counts.
    static MetricBody named(String name, Json definition, JsonPath path) {
        var members =
                Members.of(definition, path)
                        .only(
                                "archive_policy_name",
                                "archive_policy",
                                "unit",
                                "name",
                                "resource_id");
        members.text("name");
        members.text("resource_id");
        return new MetricBody(
                PolicyWish.read(members),
                Names.metricName(name, path),
                members.text("unit", MAX_UNIT_LENGTH),
                null);
    }
}
