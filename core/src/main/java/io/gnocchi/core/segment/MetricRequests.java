package io.gnocchi.core.segment;

import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Measures;
import java.util.List;
import java.util.UUID;

/// The measures of one metric in one batch, request by request in the order of acknowledgment.
///
/// @param policies one for each request
/// @param requests each sorted by timestamp, timestamps distinct
public record MetricRequests(UUID metric, List<ArchivePolicy> policies, List<Measures> requests) {
    public MetricRequests {
        policies = List.copyOf(policies);
        requests = List.copyOf(requests);
        if (policies.size() != requests.size()) {
            throw new IllegalArgumentException("a policy for each request");
        }
    }
}
