package io.gnocchi.core.segment;

import io.gnocchi.core.series.Request;
import java.util.List;
import java.util.UUID;

/// What the requests in one batch ask of one metric, in the order of acknowledgment.
///
/// @param requests measures of each sorted by timestamp, timestamps distinct
public record MetricRequests(UUID metric, List<Request> requests) {
    public MetricRequests {
        requests = List.copyOf(requests);
    }

    /// How many measures are posted or imported.
    public long points() {
        long points = 0;
        for (var request : requests) {
            points += request.measures().size();
        }
        return points;
    }
}
