package io.gnocchi.core.processing;

import io.gnocchi.core.manifest.SegmentPart;
import io.gnocchi.core.segment.MetricRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/// What a merge writes: one part of each sack, and beside it what is cut off, in other segments,
/// one for each aligned window.
final class MergeOutput {
    private final ArchiveCut cut;
    private final int segmentBytes;
    private final Supplier<SegmentOutput> outputs;
    private final SegmentOutput merged;
    private final SortedMap<Long, SegmentOutput> archives = new TreeMap<>();

    /// Those of them that have a part of the open sack.
    private final SortedMap<Long, SegmentOutput> begun = new TreeMap<>();

    private int sack;

    /// @param segmentBytes what all windows together may hold before it is put
    /// @param outputs new segments
    MergeOutput(ArchiveCut cut, int segmentBytes, Supplier<SegmentOutput> outputs) {
        this.cut = cut;
        this.segmentBytes = segmentBytes;
        this.outputs = outputs;
        this.merged = outputs.get();
    }

    /// Begins a sack; they come in ascending order.
    ///
    /// @param parts what is merged of it
    void begin(int sack, List<SegmentPart> parts) {
        this.sack = sack;
        merged.begin(
                sack,
                parts.stream().mapToLong(SegmentPart::from).min().orElseThrow(),
                parts.stream().mapToLong(SegmentPart::through).max().orElseThrow());
    }

    /// Adds a record of the sack; they come by metric.
    void add(MetricRecord record) {
        cut.byWindow(record)
                .forEach((window, archived) ->
                        begun.computeIfAbsent(window, this::begin).add(archived));
        merged.add(cut.withoutArchived(record));
    }

    private SegmentOutput begin(long window) {
        var archive = archives.computeIfAbsent(window, _ -> outputs.get());
        archive.begin(sack, Parts.ARCHIVED, Parts.ARCHIVED);
        return archive;
    }

    /// Ends the sack. Many windows are written side by side: together they take no more than a
    /// segment.
    void end() {
        merged.end();
        begun.values().forEach(SegmentOutput::end);
        begun.clear();
        if (archives.values().stream().mapToLong(SegmentOutput::sizeBytes).sum() >= segmentBytes) {
            archives.values().forEach(SegmentOutput::flush);
        }
    }

    /// Makes everything durable.
    ///
    /// @return the parts written, not yet in the manifest
    List<SegmentPart> finish() {
        var parts = new ArrayList<>(merged.finish());
        archives.values().forEach(archive -> parts.addAll(archive.finish()));
        return parts;
    }
}
