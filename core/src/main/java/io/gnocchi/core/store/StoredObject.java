package io.gnocchi.core.store;

/// What a listing says of an object.
public record StoredObject(String key, long sizeBytes) {}
