package io.gnocchi.core.segment;

import io.gnocchi.core.series.Request;
import java.util.UUID;

/// What one request asks of one metric.
///
/// @param request measures sorted by timestamp, timestamps distinct, at least one
public record BatchEntry(UUID metric, Request request) {}
