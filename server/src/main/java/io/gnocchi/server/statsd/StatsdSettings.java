package io.gnocchi.server.statsd;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How the daemon is to run.
///
/// @param port of UDP and TCP, 0 for any free ones
/// @param resourceId whose the metrics are
/// @param creator who owns resource and metrics; null for nobody
/// @param policy of new metrics; null to go by the rules
/// @param flushDelay pause between two flushes
/// @param keepsGauges whether gauges are told again at each flush, and are what `+1` adds to
public record StatsdSettings(
        String host,
        int port,
        UUID resourceId,
        @Nullable String creator,
        @Nullable String policy,
        Duration flushDelay,
        boolean keepsGauges) {}
