package io.gnocchi.core.model;

/// How often a cache knew what it was asked for, and how often others had to be asked.
public record CacheCounts(long hits, long misses) {}
