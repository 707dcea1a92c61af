package io.gnocchi.client.records;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A measure as a file tells it.
///
/// @param resource the resource that the metric belongs to; null when the metric is named by its id
/// @param metric the metric's name inside the resource, else its id
public record Measured(@Nullable String resource, String metric, Instant timestamp, double value) {}
