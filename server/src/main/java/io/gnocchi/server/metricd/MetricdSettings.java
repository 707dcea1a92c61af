package io.gnocchi.server.metricd;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The rhythm of metricd.
///
/// @param pulse pause between two signs of life of a worker; well below the term of its leases
/// @param processingDelay pause of a worker between two folds
/// @param cleanUpDelay at least so long between two clean-ups of a worker
/// @param reportingDelay between two lines about the backlog; null for none
/// @param stopTimeout how long the steps in hand may take at the end
public record MetricdSettings(
        Duration pulse,
        Duration processingDelay,
        Duration cleanUpDelay,
        @Nullable Duration reportingDelay,
        Duration stopTimeout) {}
