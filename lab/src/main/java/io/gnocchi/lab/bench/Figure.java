package io.gnocchi.lab.bench;

/// What one workload took on one server.
///
/// @param items measures, requests or points: what the workload counts
/// @param wallSeconds from the first request to the last answer
/// @param medianMillis of a request
/// @param cpuSeconds used by the server meanwhile
record Figure(long items, double wallSeconds, double medianMillis, double cpuSeconds) {
    static final Figure NOTHING = new Figure(0, 0, 0, 0);

    /// Both together, without a median.
    Figure plus(Figure other) {
        return new Figure(
                items + other.items,
                wallSeconds + other.wallSeconds,
                0,
                cpuSeconds + other.cpuSeconds);
    }

    double itemsPerSecond() {
        return items / wallSeconds;
    }

    /// Microseconds of CPU for an item; a clock tick at least, for less cannot be told.
    double cpuMicros() {
        return Math.max(cpuSeconds, 0.01) * 1e6 / items;
    }
}
