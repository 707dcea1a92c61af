package io.gnocchi.server.injector;

import java.time.Duration;

/// How much is made up.
///
/// @param measures of each metric in a round
/// @param perRequest measures of a request, at most; of one metric at least all of a round
/// @param clients who post at a time
/// @param rounds how many; 0 for no end
/// @param interval between the beginnings of two rounds
/// @param processes whether a round ends when everything is folded
public record InjectorSettings(
        int metrics,
        int measures,
        String archivePolicy,
        int perRequest,
        int clients,
        int rounds,
        Duration interval,
        boolean processes) {
    public InjectorSettings {
        if (metrics < 1 || measures < 1 || perRequest < 1 || clients < 1 || rounds < 0) {
            throw new IllegalArgumentException("no such load: " + metrics + " metrics");
        }
    }

    /// How many metrics a request has.
    int metricsPerRequest() {
        return Math.max(1, perRequest / measures);
    }
}
