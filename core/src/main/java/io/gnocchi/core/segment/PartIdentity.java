package io.gnocchi.core.segment;

/// Names one part of one segment: what a compaction says it has replaced.
public record PartIdentity(int sack, String key) {}
