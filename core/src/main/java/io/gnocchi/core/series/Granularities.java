package io.gnocchi.core.series;

import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Retention;
import io.gnocchi.core.model.Timespan;
import java.util.Comparator;
import java.util.List;

/// The granularities of a policy in the order in which they stand in segments.
public final class Granularities {
    private Granularities() {}

    /// Finest first.
    public static List<Timespan> ascending(ArchivePolicy policy) {
        return policy.definition().stream()
                .map(Retention::granularity)
                .sorted(Comparator.comparingLong(Timespan::nanos))
                .toList();
    }
}
