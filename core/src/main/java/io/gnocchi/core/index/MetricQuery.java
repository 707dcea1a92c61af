package io.gnocchi.core.index;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which metrics to list.
///
/// @param equal column (`id`, `name`, `unit`, `archive_policy_name`, `creator`, `resource_id`) to
///   the value it must have; null asks for an absent value
public record MetricQuery(Map<String, @Nullable String> equal, Page page) {}
