package io.gnocchi.core.series;

import io.gnocchi.core.model.AggregationMethod;

/// Aggregated points of one method.
public record MethodSeries(AggregationMethod method, Series series) {}
