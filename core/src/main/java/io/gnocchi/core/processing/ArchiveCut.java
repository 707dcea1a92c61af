package io.gnocchi.core.processing;

import io.gnocchi.core.manifest.SegmentPart;
import io.gnocchi.core.segment.MetricRecord;
import io.gnocchi.core.series.MethodSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Where old aggregates are cut off the hot parts.
///
/// @param cutoff aggregates before are archived
/// @param width of the aligned windows they go to
record ArchiveCut(long cutoff, long width) {
    private static final ArchiveCut NOTHING = new ArchiveCut(Long.MIN_VALUE, 1);

    /// Before the day of the newest point of all parts, if anything is archived at all.
    static ArchiveCut of(List<SegmentPart> parts, boolean archiving) {
        if (!archiving) {
            return NOTHING;
        }
        long oldest = parts.stream().mapToLong(SegmentPart::minNanos).min().orElseThrow();
        long newest = parts.stream().mapToLong(SegmentPart::maxNanos).max().orElseThrow();
        long cutoff = AlignedWindow.dayOf(newest);
        return new ArchiveCut(cutoff, AlignedWindow.width(AlignedWindow.levelFor(oldest, cutoff)));
    }

    /// Aggregates to be archived, by the number of their window.
    SortedMap<Long, List<MethodSeries>> byWindow(MetricRecord record) {
        var windows = new TreeMap<Long, List<MethodSeries>>();
        for (var closed : record.closed()) {
            Records.split(closed, cutoff, width)
                    .forEach((window, piece) ->
                            windows.computeIfAbsent(window, _ -> new ArrayList<>()).add(piece));
        }
        return windows;
    }

    MetricRecord withoutArchived(MetricRecord record) {
        return Records.since(record, cutoff);
    }
}
