package io.gnocchi.server.collectd;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How the daemon is to run.
///
/// @param port of UDP, 0 for any free one
/// @param resourceType of the hosts; made when it is not there
/// @param creator who owns resources and metrics; null for nobody
/// @param policy of new metrics; null to go by the rules
/// @param typesDb collectd's types; null for the usual ones
public record CollectdSettings(
        String host,
        int port,
        String resourceType,
        @Nullable String creator,
        @Nullable String policy,
        @Nullable Path typesDb,
        Duration flushDelay) {}
