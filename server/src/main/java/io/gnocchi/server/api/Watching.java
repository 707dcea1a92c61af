package io.gnocchi.server.api;

import io.gnocchi.server.meters.Meters;
import io.gnocchi.server.meters.WriteMeters;

/// How this process is watched.
///
/// @param meters what `/metrics` tells; the server adds what it knows
/// @param writes hears of the measures that come in
/// @param readiness what `/readyz` tells
public record Watching(Meters meters, WriteMeters writes, Readiness readiness) {}
