package io.gnocchi.core.model;

import org.jspecify.annotations.Nullable;

/// One line of an archive policy: at this granularity, keep aggregates for this long.
///
/// @param granularity the length of a bucket
/// @param timespan how long points live, counted back from the newest one; null keeps them for ever
public record Retention(Timespan granularity, @Nullable Timespan timespan) {

    /// How many points fit, or null when points live for ever.
    public @Nullable Long points() {
        return timespan == null ? null : timespan.nanos() / granularity.nanos();
    }
}
