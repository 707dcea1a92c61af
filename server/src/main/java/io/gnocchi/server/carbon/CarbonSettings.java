package io.gnocchi.server.carbon;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How the daemon is to run.
///
/// @param port of UDP and TCP, 0 for any free ones
/// @param resourceType of the resources; made when it is not there, with an attribute `host`
/// @param creator who owns resources and metrics; null for nobody
/// @param prefix what paths begin with and is left out; may be empty
/// @param resourceNode which node after the prefix is the resource, counted from 0
/// @param flushDelay pause between two flushes
public record CarbonSettings(
        String host,
        int port,
        String resourceType,
        @Nullable String creator,
        @Nullable String policy,
        String prefix,
        int resourceNode,
        Duration flushDelay) {}
