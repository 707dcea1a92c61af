package io.gnocchi.client.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A metric to be; what is null is up to the server.
public record MetricRequest(
        @Nullable String name, @Nullable String archivePolicyName, @Nullable String unit) {
    /// One without a name, with the policy that the rules give.
    public static MetricRequest unnamed() {
        return new MetricRequest(null, null, null);
    }

    /// One with a name.
    public static MetricRequest named(String name) {
        return new MetricRequest(name, null, null);
    }

    /// The same with this policy.
    public MetricRequest policy(String archivePolicy) {
        return new MetricRequest(name, archivePolicy, unit);
    }

    Map<String, @Nullable Object> json() {
        var json = new LinkedHashMap<String, @Nullable Object>();
        if (name != null) {
            json.put("name", name);
        }
        if (archivePolicyName != null) {
            json.put("archive_policy_name", archivePolicyName);
        }
        if (unit != null) {
            json.put("unit", unit);
        }
        return json;
    }
}
