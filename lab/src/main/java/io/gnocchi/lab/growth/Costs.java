package io.gnocchi.lab.growth;

import io.gnocchi.core.store.StoreCounts;

/// What some minutes with so many metrics cost.
///
/// @param lookUpMicros CPU for finding a metric in the index, as an API node does for a measure
/// @param acceptMicros CPU of an API node for a measure, from the columns to the acknowledgment
/// @param foldMicros CPU of the worker for a measure
/// @param mergeMicros CPU of the worker for a measure, for merging segments
/// @param api requests to the store in all minutes
/// @param folds requests of the worker's folds
/// @param merges requests of the worker's merges
/// @param apiBytes live in an API node's memory after all minutes and queries
/// @param workerBytes live in the worker's memory
/// @param one a query of one metric
/// @param hundred a query of an aggregate over a hundred metrics
/// @param wallSeconds that all this took
record Costs(
        int metrics,
        double lookUpMicros,
        double acceptMicros,
        double foldMicros,
        double mergeMicros,
        StoreCounts api,
        StoreCounts folds,
        StoreCounts merges,
        long apiBytes,
        long workerBytes,
        Query one,
        Query hundred,
        double wallSeconds) {

    /// What a query costs in a process that remembers nothing yet, and when it is asked again.
    ///
    /// @param coldGets requests to the store
    /// @param coldBytes that came
    record Query(
            double coldGets,
            double coldBytes,
            double coldMicros,
            double warmGets,
            double warmMicros) {}

    /// Bytes that the worker wrote for each byte of measures.
    double amplification() {
        return (folds.putBytes() + merges.putBytes()) / (double) api.putBytes();
    }
}
