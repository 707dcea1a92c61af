package io.gnocchi.core.processing;

import io.gnocchi.core.manifest.SackView;
import io.gnocchi.core.manifest.SegmentPart;
import io.gnocchi.core.segment.Directory;
import io.gnocchi.core.segment.MetricRecord;
import io.gnocchi.core.segment.ObjectNames;
import io.gnocchi.core.store.ObjectStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/// The parts that sacks make of what they have inherited in one segment.
///
/// Their ordinals are those of the parts they are made of: what has other last ordinals goes to
/// another part and so to another object, for a part in between may hold the same metric.
public final class Takeover {
    private static final int SEGMENT_BYTES = 64 << 20;
    private static final int STRETCH_BYTES = 4 << 20;

    private final Function<Integer, List<Directory.Entry>> directories;
    private final Function<List<Directory.Entry>, List<MetricRecord>> records;
    private final long stretchBytes;
    private final Supplier<SegmentOutput> outputs;
    private final Set<UUID> deleted;
    private final Map<Integer, List<Directory.Entry>> known = new HashMap<>();

    /// @param directories of the segment, by former sack
    /// @param records of the segment
    /// @param stretchBytes records read at a time, as stored
    /// @param outputs new segments
    /// @param deleted metrics whose records are dropped
    Takeover(
            Function<Integer, List<Directory.Entry>> directories,
            Function<List<Directory.Entry>, List<MetricRecord>> records,
            long stretchBytes,
            Supplier<SegmentOutput> outputs,
            Set<UUID> deleted) {
        this.directories = directories;
        this.records = records;
        this.stretchBytes = stretchBytes;
        this.outputs = outputs;
        this.deleted = deleted;
    }

    /// Of a segment that is read by somebody else.
    ///
    /// @param directories the metrics of a former sack
    public static Takeover of(
            ObjectStore store,
            ObjectNames names,
            Function<Integer, List<Directory.Entry>> directories,
            Function<List<Directory.Entry>, List<MetricRecord>> records) {
        return new Takeover(
                directories,
                records,
                STRETCH_BYTES,
                () -> new SegmentOutput(store, names, SEGMENT_BYTES, List.of()),
                Set.of());
    }

    /// Makes the parts durable.
    ///
    /// @param heirs by sack
    /// @return the parts, not yet in the manifest
    public List<SegmentPart> parts(String key, Collection<SackView> heirs) {
        var open = new TreeMap<Long, SegmentOutput>();
        for (var view : heirs) {
            byThrough(key, view)
                    .forEach((through, parts) -> {
                        long from =
                                parts.stream().mapToLong(SegmentPart::from).min().orElse(through);
                        var output = open.computeIfAbsent(through, _ -> outputs.get());
                        output.begin(view.sack(), from, through);
                        write(wanted(view, parts), output);
                        output.end();
                    });
        }
        var made = new ArrayList<SegmentPart>();
        open.values().forEach(output -> made.addAll(output.finish()));
        return made;
    }

    private static Map<Long, List<SegmentPart>> byThrough(String key, SackView view) {
        var byThrough = new TreeMap<Long, List<SegmentPart>>();
        for (var part : view.inherited()) {
            if (part.key().equals(key)) {
                byThrough.computeIfAbsent(part.through(), _ -> new ArrayList<>()).add(part);
            }
        }
        return byThrough;
    }

    /// What an heir owns of the parts, by metric.
    private List<Directory.Entry> wanted(SackView heir, List<SegmentPart> parts) {
        return parts.stream()
                .flatMap(part -> known.computeIfAbsent(part.sack(), directories).stream())
                .filter(entry -> heir.owns(entry.metric()) && !deleted.contains(entry.metric()))
                .sorted()
                .toList();
    }

    private void write(List<Directory.Entry> wanted, SegmentOutput output) {
        int from = 0;
        while (from < wanted.size()) {
            int to = from;
            long bytes = 0;
            while (to < wanted.size() && bytes < stretchBytes) {
                bytes += wanted.get(to++).length();
            }
            records.apply(wanted.subList(from, to)).stream()
                    .map(record -> RecordMerge.merge(List.of(record)))
                    .sorted(Comparator.comparing(MetricRecord::metric))
                    .forEach(output::add);
            from = to;
        }
    }
}
