package io.gnocchi.core.manifest;

/// The name of an acknowledged batch and its place in the order.
public record BatchName(long ordinal, String key) {}
