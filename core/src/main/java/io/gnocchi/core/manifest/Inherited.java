package io.gnocchi.core.manifest;

/// What a sack has inherited in one segment: all that parts of the former layout hold there of its
/// metrics.
public record Inherited(int sack, String key) {}
