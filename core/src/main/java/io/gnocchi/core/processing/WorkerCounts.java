package io.gnocchi.core.processing;

import java.time.Duration;

/// What a worker has done since its start. Only what was committed counts.
///
/// @param folds steps that brought some sack forward
/// @param foldedMetrics each counted once a step
/// @param foldedMeasures also those that came too late
/// @param lateMeasures came too late and were dropped
/// @param foldedBytes written by folds
/// @param foldTime spent in these steps
/// @param merges commits of compaction, and of taking over what sacks have inherited
/// @param mergedParts replaced by them
/// @param mergedBytes of these parts
/// @param rewrittenBytes written instead
/// @param mergeTime spent in them
public record WorkerCounts(
        long folds,
        long foldedMetrics,
        long foldedMeasures,
        long lateMeasures,
        long foldedBytes,
        Duration foldTime,
        long merges,
        long mergedParts,
        long mergedBytes,
        long rewrittenBytes,
        Duration mergeTime) {

    /// Nothing yet.
    public static final WorkerCounts NONE =
            new WorkerCounts(0, 0, 0, 0, 0, Duration.ZERO, 0, 0, 0, 0, Duration.ZERO);

    /// What two workers have done.
    public WorkerCounts plus(WorkerCounts other) {
        return new WorkerCounts(
                folds + other.folds,
                foldedMetrics + other.foldedMetrics,
                foldedMeasures + other.foldedMeasures,
                lateMeasures + other.lateMeasures,
                foldedBytes + other.foldedBytes,
                foldTime.plus(other.foldTime),
                merges + other.merges,
                mergedParts + other.mergedParts,
                mergedBytes + other.mergedBytes,
                rewrittenBytes + other.rewrittenBytes,
                mergeTime.plus(other.mergeTime));
    }
}
