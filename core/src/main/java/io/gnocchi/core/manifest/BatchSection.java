package io.gnocchi.core.manifest;

/// Where the measures of one sack stand inside a batch.
///
/// @param offset first byte in the object
/// @param length in bytes
/// @param metrics how many metrics have measures here
/// @param bundles how many pairs of request and metric
public record BatchSection(int sack, int offset, int length, int metrics, int bundles) {}
