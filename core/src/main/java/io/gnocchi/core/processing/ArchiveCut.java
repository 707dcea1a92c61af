package io.gnocchi.core.processing;

import io.gnocchi.core.manifest.SegmentPart;
import io.gnocchi.core.segment.MetricRecord;
import io.gnocchi.core.series.History;
import io.gnocchi.core.series.MethodSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Where old aggregates and history are cut off the hot parts.
///
/// @param cutoff what lies before is archived
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

    /// What is to be archived, by the number of its window.
    SortedMap<Long, MetricRecord> byWindow(MetricRecord record) {
        var closed = new TreeMap<Long, List<MethodSeries>>();
        for (var series : record.closed()) {
            Records.split(series, cutoff, width)
                    .forEach((window, piece) ->
                            closed.computeIfAbsent(window, _ -> new ArrayList<>()).add(piece));
        }
        var history = Records.split(record.history(), cutoff, width);
        var windows = new TreeSet<>(closed.keySet());
        windows.addAll(history.keySet());
        var archived = new TreeMap<Long, MetricRecord>();
        for (long window : windows) {
            archived.put(
                    window,
                    Records.archived(
                            record,
                            closed.getOrDefault(window, List.of()),
                            history.getOrDefault(window, History.NONE)));
        }
        return archived;
    }

    MetricRecord withoutArchived(MetricRecord record) {
        return Records.since(record, cutoff);
    }
}
