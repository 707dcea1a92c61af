package io.gnocchi.server.sql;

/// The connections of a pool at a moment.
///
/// @param waiting threads that wait for one
/// @param most how many there may be
public record PoolCounts(int active, int idle, int waiting, int most) {}
