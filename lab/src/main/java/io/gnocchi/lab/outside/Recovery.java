package io.gnocchi.lab.outside;

import org.jspecify.annotations.Nullable;

/// What a fault leaves to be waited for, and what was seen while it lasted.
///
/// @param sinceNanos when the recovery could begin, by `System.nanoTime`
/// @param server the one that has to acknowledge again; null for any
/// @param takeoverSeconds how long the sacks of a worker took to be in other hands; null when none
///   had to change hands
/// @param complaint what should not have been; null for nothing
record Recovery(
        long sinceNanos,
        Deployment.@Nullable Server server,
        @Nullable Double takeoverSeconds,
        @Nullable String complaint) {

    /// Any server acknowledges, from now on.
    static Recovery ofAny() {
        return new Recovery(System.nanoTime(), null, null, null);
    }

    static Recovery of(Deployment.Server server, long sinceNanos) {
        return new Recovery(sinceNanos, server, null, null);
    }

    Recovery withTakeover(@Nullable Double seconds) {
        return new Recovery(sinceNanos, server, seconds, complaint);
    }

    Recovery withComplaint(@Nullable String said) {
        return new Recovery(sinceNanos, server, takeoverSeconds, said);
    }
}
