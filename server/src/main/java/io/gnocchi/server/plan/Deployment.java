package io.gnocchi.server.plan;

import java.time.Duration;

/// Who does the work, and at what pace.
///
/// @param apiNodes that measures come to
/// @param flushDelay between two batches of a node
/// @param metricds processes of metricd; 0 when everything is one process, which has in memory what
///   it wrote
/// @param workers of all metricds together
/// @param foldPause between two rounds of a worker
/// @param age how long it has been running
public record Deployment(
        int apiNodes,
        Duration flushDelay,
        int metricds,
        int workers,
        Duration foldPause,
        Duration age) {
    public Deployment {
        boolean isRight =
                apiNodes >= 1
                        && metricds >= 0
                        && workers >= Math.max(1, metricds)
                        && flushDelay.isPositive()
                        && foldPause.isPositive()
                        && age.isPositive();
        if (!isRight) {
            throw new IllegalArgumentException("no such deployment: " + apiNodes + " nodes");
        }
    }
}
