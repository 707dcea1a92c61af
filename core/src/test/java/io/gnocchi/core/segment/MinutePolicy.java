package io.gnocchi.core.segment;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Retention;
import io.gnocchi.core.model.Timespan;
import java.util.List;
import java.util.TreeSet;

/// Policies that keep means of minutes for ever.
final class MinutePolicy {
    private MinutePolicy() {}

    static ArchivePolicy named(String name) {
        return new ArchivePolicy(
                name,
                0,
                List.of(new Retention(new Timespan(60_000_000_000L), null)),
                new TreeSet<>(List.of(AggregationMethod.parse("mean"))));
    }
}
