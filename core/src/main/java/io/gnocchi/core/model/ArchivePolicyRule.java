package io.gnocchi.core.model;

/// Which archive policy a new metric gets when its creator names none: the first rule whose glob
/// matches the name, rules ordered by pattern descending (code points), then by name.
public record ArchivePolicyRule(String name, String archivePolicyName, String metricPattern) {}
