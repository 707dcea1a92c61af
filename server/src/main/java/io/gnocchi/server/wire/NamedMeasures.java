package io.gnocchi.server.wire;

import io.gnocchi.core.model.Measures;
import org.jspecify.annotations.Nullable;

/// Measures of a metric named in a batch, and what to create the metric with should it be missing.
public record NamedMeasures(Measures measures, PolicyWish policy, @Nullable String unit) {}
