package io.gnocchi.core.index;

/// Which metrics to list.
///
/// @param filter on `id`, `name`, `unit`, `archive_policy_name`, `creator`, `resource_id`,
///   `status`, `created_by_user_id`, `created_by_project_id`, and `resource.project_id`, which is
///   that of the resource the metric hangs on
public record MetricQuery(Filter filter, Page page) {}
