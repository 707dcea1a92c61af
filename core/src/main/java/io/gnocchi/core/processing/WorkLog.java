package io.gnocchi.core.processing;

import io.gnocchi.core.manifest.SegmentPart;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.concurrent.atomic.LongAdder;

/// Counts what a worker does, for whoever watches it from another thread.
final class WorkLog {
    private final InstantSource clock;
    private final LongAdder folds = new LongAdder();
    private final LongAdder foldedMetrics = new LongAdder();
    private final LongAdder foldedMeasures = new LongAdder();
    private final LongAdder lateMeasures = new LongAdder();
    private final LongAdder foldedBytes = new LongAdder();
    private final LongAdder foldNanos = new LongAdder();
    private final LongAdder merges = new LongAdder();
    private final LongAdder mergedParts = new LongAdder();
    private final LongAdder mergedBytes = new LongAdder();
    private final LongAdder rewrittenBytes = new LongAdder();
    private final LongAdder mergeNanos = new LongAdder();

    WorkLog(InstantSource clock) {
        this.clock = clock;
    }

    WorkerCounts counts() {
        return new WorkerCounts(
                folds.sum(),
                foldedMetrics.sum(),
                foldedMeasures.sum(),
                lateMeasures.sum(),
                foldedBytes.sum(),
                Duration.ofNanos(foldNanos.sum()),
                merges.sum(),
                mergedParts.sum(),
                mergedBytes.sum(),
                rewrittenBytes.sum(),
                Duration.ofNanos(mergeNanos.sum()));
    }

    Instant now() {
        return clock.instant();
    }

    /// A step has brought sacks forward.
    void folded(Folder.Step step, Instant begun) {
        foldNanos.add(nanosSince(begun));
        folds.increment();
        foldedMetrics.add(step.metrics());
        foldedMeasures.add(step.measures());
        lateMeasures.add(step.late());
        foldedBytes.add(step.bytes());
    }

    /// Parts have been replaced by others.
    void merged(Collection<SegmentPart> replaced, Collection<SegmentPart> written, Instant begun) {
        mergeNanos.add(nanosSince(begun));
        merges.increment();
        mergedParts.add(replaced.size());
        mergedBytes.add(Parts.bytes(replaced));
        rewrittenBytes.add(Parts.bytes(written));
    }

    /// None when the clock was set back meanwhile.
    private long nanosSince(Instant begun) {
        return Math.max(0, Duration.between(begun, clock.instant()).toNanos());
    }
}
