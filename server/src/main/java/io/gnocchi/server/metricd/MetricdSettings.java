package io.gnocchi.server.metricd;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The rhythm of metricd.
///
/// @param processingDelay pause of a worker between two folds
/// @param cleanUpDelay at least so long between two clean-ups of a worker
/// @param reportingDelay between two lines about the backlog; null for none
public record MetricdSettings(
        Duration processingDelay, Duration cleanUpDelay, @Nullable Duration reportingDelay) {}
