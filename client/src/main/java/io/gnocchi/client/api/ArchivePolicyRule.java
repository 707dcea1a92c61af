package io.gnocchi.client.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which archive policy a new metric gets by its name.
///
/// @param fields all the server told, in its order
public record ArchivePolicyRule(Map<String, @Nullable Object> fields) {
    /// Its name.
    public String name() {
        return String.valueOf(fields.get("name"));
    }

    /// The policy it gives.
    public String archivePolicyName() {
        return String.valueOf(fields.get("archive_policy_name"));
    }

    /// The names it is for, with `*` for anything.
    public String metricPattern() {
        return String.valueOf(fields.get("metric_pattern"));
    }
}
