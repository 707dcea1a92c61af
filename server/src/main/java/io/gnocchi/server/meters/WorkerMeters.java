package io.gnocchi.server.meters;

import io.gnocchi.core.processing.WorkerCounts;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/// Tells what the folding workers of this process have done.
public final class WorkerMeters {
    private WorkerMeters() {}

    public static void tell(Meters meters, Supplier<WorkerCounts> counts) {
        meters.work(
                "gnocchi.fold",
                "Steps that brought sacks forward, and the time they took",
                () -> counts.get().folds(),
                () -> counts.get().foldTime());
        count(meters, counts, "fold.metrics", "Metrics folded", WorkerCounts::foldedMetrics);
        count(meters, counts, "fold.measures", "Measures folded", WorkerCounts::foldedMeasures);
        count(
                meters,
                counts,
                "fold.measures.late",
                "Of these, measures that came too late and were dropped",
                WorkerCounts::lateMeasures);
        count(meters, counts, "fold.bytes", "Bytes that folds wrote", WorkerCounts::foldedBytes);
        meters.work(
                "gnocchi.compaction",
                "Merges of parts into fewer, and the time they took",
                () -> counts.get().merges(),
                () -> counts.get().mergeTime());
        count(meters, counts, "compaction.parts", "Parts replaced", WorkerCounts::mergedParts);
        count(
                meters,
                counts,
                "compaction.read.bytes",
                "Bytes of the parts replaced",
                WorkerCounts::mergedBytes);
        count(
                meters,
                counts,
                "compaction.written.bytes",
                "Bytes written in their place",
                WorkerCounts::rewrittenBytes);
    }

    private static void count(
            Meters meters,
            Supplier<WorkerCounts> counts,
            String name,
            String help,
            ToLongFunction<WorkerCounts> number) {
        meters.count("gnocchi." + name, help, () -> number.applyAsLong(counts.get()));
    }
}
