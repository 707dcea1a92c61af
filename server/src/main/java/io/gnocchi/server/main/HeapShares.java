package io.gnocchi.server.main;

import io.gnocchi.core.query.CellPool;

/// How much of the heap each kind of work may take, so that all of them together fit. What callers
/// post has its own options, see [io.gnocchi.server.settings.Settings].
///
/// @param heapBytes what the process may grow to
record HeapShares(long heapBytes) {
    private static final int READS = 4;

    /// Batches are about eight times as long in memory as they are stored.
    private static final int FOLD = 64;

    /// A fold needs its points several times over while it aggregates them.
    private static final int POINTS = 16;

    private static final int FOUND = 64;
    private static final int BYTES_OF_A_FOUND_METRIC = 300;
    private static final int LEAST_FOUND = 1_000;
    private static final int MOST_FOUND = 1_000_000;
    private static final int SEGMENT = 32;
    private static final int MERGE = 16;
    private static final long LEAST_FOLD_BYTES = 256L << 10;
    private static final long MOST_FOLD_BYTES = 64L << 20;
    private static final long LEAST_POINT_BYTES = 4L << 20;
    private static final long MOST_POINT_BYTES = 1L << 30;
    private static final int LEAST_SEGMENT_BYTES = 1 << 20;
    private static final int MOST_SEGMENT_BYTES = 64 << 20;
    private static final long LEAST_MERGE_BYTES = 1L << 20;
    private static final long MOST_MERGE_BYTES = 512L << 20;

    static HeapShares ofThisProcess() {
        return new HeapShares(Runtime.getRuntime().maxMemory());
    }

    /// What all reads under way may take.
    CellPool reads() {
        long cells = heapBytes / READS / Double.BYTES;
        return new CellPool(Math.min(CellPool.DEFAULT_QUERY_CELLS, cells), cells);
    }

    /// Metrics that are written to again and again, by whom they were asked for.
    int foundMetrics() {
        return Math.clamp(heapBytes / FOUND / BYTES_OF_A_FOUND_METRIC, LEAST_FOUND, MOST_FOUND);
    }

    /// Batches that a worker folds in one step, as stored.
    long foldBytes(int workers) {
        return Math.clamp(heapBytes / FOLD / workers, LEAST_FOLD_BYTES, MOST_FOLD_BYTES);
    }

    /// Points that a worker holds at a time.
    long pointBytes(int workers) {
        return Math.clamp(heapBytes / POINTS / workers, LEAST_POINT_BYTES, MOST_POINT_BYTES);
    }

    /// How long a worker lets a segment grow before it is put.
    int segmentBytes(int workers) {
        return Math.clamp(heapBytes / SEGMENT / workers, LEAST_SEGMENT_BYTES, MOST_SEGMENT_BYTES);
    }

    /// Whole segments that a worker holds while it merges them.
    long mergeBytes(int workers) {
        return Math.clamp(heapBytes / MERGE / workers, LEAST_MERGE_BYTES, MOST_MERGE_BYTES);
    }
}
