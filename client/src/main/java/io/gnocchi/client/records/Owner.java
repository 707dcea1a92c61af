package io.gnocchi.client.records;

import org.jspecify.annotations.Nullable;

/// Of which metric measures are where a file does not say.
///
/// @param resource null for none
/// @param metric its name inside the resource, or its id; null for none
public record Owner(@Nullable String resource, @Nullable String metric) {}
