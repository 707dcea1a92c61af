package io.gnocchi.core.incoming;

import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Metric;

/// The measures of one metric in one request.
public record Posted(Metric metric, Measures measures) {}
