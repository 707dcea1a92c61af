package io.gnocchi.core.index;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where a metric named in a resource comes from.
public sealed interface MetricSource {

    /// An active metric of the same creator, moved here and renamed.
    record Existing(UUID id) implements MetricSource {}

    /// A metric to be created.
    record Fresh(UUID id, String archivePolicyName, @Nullable String unit)
            implements MetricSource {}
}
