package io.gnocchi.server.api;

import io.gnocchi.core.model.AggregationMethod;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// How the REST API is offered.
///
/// @param host address to listen on
/// @param port 0 for any free one
/// @param maxLimit most rows of a page, and how many when the client does not say
/// @param defaultMethods aggregation methods of policies that name none
/// @param serverVersion shown at `/`; clients want it to be 4.x
/// @param maxBodyBytes longest body, after decompression
/// @param maxBodiesBytes of all bodies being read at a time; one alone may be longer
/// @param maxRequests most requests being answered at a time
/// @param foundMetrics how many metrics that are written to again and again are remembered, by each
///   of three ways to name them
/// @param stopDelay how long requests are still taken at the end, while `/readyz` sends them
///   elsewhere
/// @param stopTimeout how long requests may take to finish at the end
/// @param transport how requests come in
public record ApiSettings(
        String host,
        int port,
        int maxLimit,
        SortedSet<AggregationMethod> defaultMethods,
        String serverVersion,
        long maxBodyBytes,
        long maxBodiesBytes,
        int maxRequests,
        int foundMetrics,
        Duration stopDelay,
        Duration stopTimeout,
        Transport transport) {
    public static final long DEFAULT_MAX_BODY_BYTES = 64L << 20;
    public static final long DEFAULT_MAX_BODIES_BYTES = 256L << 20;
    public static final int DEFAULT_MAX_REQUESTS = 4096;
    public static final int DEFAULT_FOUND_METRICS = 10_000;
    public static final Duration DEFAULT_STOP_TIMEOUT = Duration.ofSeconds(30);

    public ApiSettings {
        defaultMethods = Collections.unmodifiableSortedSet(new TreeSet<>(defaultMethods));
        if (maxLimit < 1 || maxBodyBytes < 1 || maxRequests < 1 || defaultMethods.isEmpty()) {
            throw new IllegalArgumentException("limits are at least 1, methods at least one");
        }
    }

    /// With the usual bounds of memory and time.
    public ApiSettings(
            String host,
            int port,
            int maxLimit,
            SortedSet<AggregationMethod> defaultMethods,
            String serverVersion) {
        this(
                host,
                port,
                maxLimit,
                defaultMethods,
                serverVersion,
                DEFAULT_MAX_BODY_BYTES,
                DEFAULT_MAX_BODIES_BYTES,
                DEFAULT_MAX_REQUESTS,
                DEFAULT_FOUND_METRICS,
                Duration.ZERO,
                DEFAULT_STOP_TIMEOUT,
                Transport.PLAIN);
    }
}
