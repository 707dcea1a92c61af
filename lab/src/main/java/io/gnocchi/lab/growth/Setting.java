package io.gnocchi.lab.growth;

import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.segment.SegmentCache;

/// What all numbers of metrics have in common.
///
/// @param minutes that pass, one point a metric in each
/// @param cacheBytes what a process remembers of the store, half of it as opened directories
record Setting(ArchivePolicy policy, int minutes, long cacheBytes) {
    /// What is remembered of objects.
    long objectBytes() {
        return cacheBytes / 2;
    }

    /// How many lines of directories are remembered, as the server counts them.
    long directoryLines() {
        return cacheBytes / 2 / SegmentCache.LINE_BYTES;
    }
}
