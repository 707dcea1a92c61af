package io.gnocchi.lab.bench;

import java.time.Duration;
import java.util.Map;

/// How long and with what the servers are driven.
///
/// @param warmUp a round of what is not counted of each workload
/// @param measured what is
/// @param seed of values and names
/// @param metrics in a batch
/// @param points of each metric, in batches of many
/// @param only the workloads whose names contain this
record Pace(Duration warmUp, Duration measured, long seed, int metrics, int points, String only) {

    /// @param options `--seconds 10`, half of which a round of warming up takes, `--seed 42`,
    ///   `--metrics 1000` and `--points 100`
    static Pace of(Map<String, String> options) {
        int seconds = Integer.parseInt(options.getOrDefault("--seconds", "10"));
        return new Pace(
                Duration.ofMillis(seconds * 500L),
                Duration.ofSeconds(seconds),
                Long.parseLong(options.getOrDefault("--seed", "42")),
                Integer.parseInt(options.getOrDefault("--metrics", "1000")),
                Integer.parseInt(options.getOrDefault("--points", "100")),
                options.getOrDefault("--only", ""));
    }

    /// Whether a workload of this name is to be driven.
    boolean wants(String workload) {
        return workload.contains(only);
    }
}
