package io.gnocchi.core.index;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A metric to be created; its policy is already decided.
public record NewMetric(
        UUID id,
        @Nullable String creator,
        @Nullable String name,
        @Nullable String unit,
        @Nullable UUID resourceId,
        String archivePolicyName) {}
