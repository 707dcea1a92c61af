package io.gnocchi.server.collectd;

import java.util.Map;

/// Where the values of collectd's lists go.
@FunctionalInterface
public interface ValueTaker {

    /// @return false when there is no room
    /// @throws io.gnocchi.core.model.MalformedException when it cannot be a measure
    boolean take(
            String resource,
            Map<String, String> attributes,
            String metric,
            long nanos,
            double value);
}
