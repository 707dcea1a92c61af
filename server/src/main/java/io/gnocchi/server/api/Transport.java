package io.gnocchi.server.api;

import java.time.Duration;
import java.util.List;

/// How requests come in, whatever they are about.
///
/// @param trustsProxy whether `Forwarded` and `X-Forwarded-*` headers are believed
/// @param origins pages that may call, the first that names an origin counts
/// @param watchers addresses that may ask `/metrics`; none for all
/// @param idleTimeout longest silence of a client in the middle of a request
public record Transport(
        boolean trustsProxy,
        List<Origins> origins,
        Health health,
        List<AddressRange> watchers,
        Duration idleTimeout) {

    /// Nothing in between, no pages of other origins.
    public static final Transport PLAIN =
            new Transport(false, List.of(), Health.PLAIN, List.of(), Duration.ofSeconds(30));

    public Transport {
        origins = List.copyOf(origins);
        watchers = List.copyOf(watchers);
        if (!idleTimeout.isPositive()) {
            throw new IllegalArgumentException("an idle timeout is positive");
        }
    }
}
