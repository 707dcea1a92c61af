package io.gnocchi.core.manifest;

/// What waits to be folded.
///
/// @param bundles pairs of request and metric
/// @param metrics an upper bound of distinct metrics: each batch counts its own
public record Backlog(long bundles, long metrics) {}
