package io.gnocchi.core.processing;

import io.gnocchi.core.segment.Directory;
import io.gnocchi.core.segment.MetricRecord;
import io.gnocchi.core.segment.SegmentReader;
import io.gnocchi.core.segment.StoredRecord;
import io.gnocchi.core.store.ObjectMissingException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;

/// What several parts hold of many metrics, read metric after metric. No more is in memory at a
/// time than a stretch of records as they are stored, and what one metric decodes to.
final class RecordWalk {
    private final SortedMap<UUID, List<Place>> places = new TreeMap<>();

    private record Place(SegmentReader reader, Directory.Entry entry) {}

    /// A metric to be met, whether or not there are records of it.
    void add(UUID metric) {
        places.computeIfAbsent(metric, _ -> new ArrayList<>(1));
    }

    /// A record of a metric; the oldest part's come first.
    void add(SegmentReader reader, Directory.Entry entry) {
        places.computeIfAbsent(entry.metric(), _ -> new ArrayList<>(1))
                .add(new Place(reader, entry));
    }

    /// The metrics that have been added so far.
    Set<UUID> metrics() {
        return Set.copyOf(places.keySet());
    }

    /// @param stretchBytes stored records held at a time, or those of one metric
    /// @param visitor gets the metrics in order, with their records, oldest part first
    /// @throws ObjectMissingException when a segment is gone
    void walk(long stretchBytes, BiConsumer<UUID, List<StoredRecord>> visitor) {
        var stretch = new LinkedHashMap<UUID, List<Place>>();
        long bytes = 0;
        for (var metric : places.entrySet()) {
            long more = 0;
            for (var place : metric.getValue()) {
                more += place.entry.length();
            }
            if (bytes + more > stretchBytes && !stretch.isEmpty()) {
                visit(stretch, visitor);
                stretch.clear();
                bytes = 0;
            }
            stretch.put(metric.getKey(), metric.getValue());
            bytes += more;
        }
        visit(stretch, visitor);
    }

    private static void visit(
            Map<UUID, List<Place>> stretch, BiConsumer<UUID, List<StoredRecord>> visitor) {
        var byReader = new LinkedHashMap<SegmentReader, List<Directory.Entry>>();
        for (var metric : stretch.values()) {
            for (var place : metric) {
                byReader.computeIfAbsent(place.reader, _ -> new ArrayList<>()).add(place.entry);
            }
        }
        var stored = new IdentityHashMap<Directory.Entry, StoredRecord>();
        byReader.forEach((reader, entries) -> reader.stored(entries, stored::put));
        stretch.forEach((metric, all) -> {
            var records = new ArrayList<StoredRecord>(all.size());
            for (var place : all) {
                records.add(stored.get(place.entry));
            }
            visitor.accept(metric, records);
        });
    }

    /// Reads a record when there is room for so many points, with or without its history.
    @FunctionalInterface
    interface Decoder {
        MetricRecord decode(StoredRecord record, long mostPoints);
    }

    /// What the records of a metric say, when there is room for so many points of all together.
    static List<MetricRecord> decoded(
            List<StoredRecord> records, long mostPoints, Decoder decoder) {
        var decoded = new ArrayList<MetricRecord>(records.size());
        long left = mostPoints;
        for (var record : records) {
            var one = decoder.decode(record, left);
            left -= one.raw().size() + one.history().size();
            decoded.add(one);
        }
        return decoded;
    }
}
