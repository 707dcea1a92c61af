package io.gnocchi.core.index;

import org.jspecify.annotations.Nullable;

/// What is to become of a metric; what is null stays.
public record MetricChange(@Nullable String archivePolicyName, @Nullable String unit) {}
