package io.gnocchi.core.query;

import io.gnocchi.core.manifest.Batch;
import io.gnocchi.core.manifest.BatchSection;
import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.manifest.SackView;
import io.gnocchi.core.manifest.SegmentPart;
import io.gnocchi.core.segment.BatchReader;
import io.gnocchi.core.segment.Directory;
import io.gnocchi.core.segment.MetricRecord;
import io.gnocchi.core.segment.MetricRequests;
import io.gnocchi.core.segment.SegmentCache;
import io.gnocchi.core.series.MethodSeries;
import io.gnocchi.core.store.ObjectStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/// Reads the histories of many metrics at one moment.
///
/// What many metrics need of an object is read together, whatever sacks they are in: first the
/// batches, then the directories of the parts, then the records. Records come in waves of metrics,
/// so that only a few histories are in memory at a time.
final class HistoryReader {
    /// Encoded bytes of records in a wave.
    private static final long WAVE_BYTES = 4 << 20;

    /// A point of the history: timestamp, value, number.
    private static final int CELLS_PER_POINT = 3;

    private final Manifest manifest;
    private final ObjectStore store;
    private final SegmentCache segments;
    private final Crew crew;

    HistoryReader(Manifest manifest, ObjectStore store, SegmentCache segments, Crew crew) {
        this.manifest = manifest;
        this.store = store;
        this.segments = segments;
        this.crew = crew;
    }

    /// A metric's record in a part.
    ///
    /// @param age place of the part in its sack's view, oldest first
    private record Place(SegmentPart part, int age, Directory.Entry entry) {}

    /// What is read of the history.
    ///
    /// @param wanted from which parts
    /// @param room is taken for so many points
    private record Imports(Predicate<SegmentPart> wanted, LongConsumer room) {
        LongPredicate of(SegmentPart part) {
            boolean isWanted = wanted.test(part);
            return points -> {
                if (isWanted) {
                    room.accept(points);
                }
                return isWanted;
            };
        }
    }

    /// @param wanted which closed aggregates are of interest
    /// @param imported whether what was imported is wanted, as far as it stands in a part
    /// @param share holds what was imported while it is read
    /// @param sink gets every metric once, in no order
    /// @throws RefusedException when more was imported than one query may hold
    /// @throws BusyException when others have the memory now
    void read(
            Collection<UUID> metrics,
            BiPredicate<UUID, MethodSeries> wanted,
            Predicate<SegmentPart> imported,
            CellPool.Share share,
            BiConsumer<UUID, MetricHistory> sink) {
        var asked = Set.copyOf(metrics);
        var views = manifest.viewsOf(asked);
        var bySack = bySack(asked, views);
        requireNothingSetAside(views, bySack);
        var waiting = waiting(views, asked);
        var places = places(views, bySack);
        for (var wave : waves(bySack, places)) {
            var held = new AtomicLong();
            var imports =
                    new Imports(
                            imported,
                            points -> {
                                share.take(points * CELLS_PER_POINT);
                                held.addAndGet(points * CELLS_PER_POINT);
                            });
            var records = records(wave, places, wanted, imports);
            for (var metric : wave) {
                sink.accept(
                        metric,
                        new MetricHistory(
                                List.copyOf(records.getOrDefault(metric, new TreeMap<>()).values()),
                                waiting.getOrDefault(metric, List.of())));
            }
            share.give(held.get());
        }
    }

    private static SortedMap<Integer, List<UUID>> bySack(Set<UUID> metrics, List<SackView> views) {
        var bySack = new TreeMap<Integer, List<UUID>>();
        if (!views.isEmpty()) {
            var sacks = views.getFirst().layout().sacks();
            for (var metric : metrics) {
                bySack.computeIfAbsent(sacks.of(metric), _ -> new ArrayList<>()).add(metric);
            }
        }
        return bySack;
    }

    private static void requireNothingSetAside(
            List<SackView> views, Map<Integer, List<UUID>> bySack) {
        for (var view : views) {
            for (var metric : bySack.getOrDefault(view.sack(), List.of())) {
                for (var mark : view.setAside(metric)) {
                    throw new DamagedException(
                            "measures of %s are set aside in %s: %s"
                                    .formatted(
                                            mark.metric() == null
                                                    ? "sack " + view.sack()
                                                    : "metric " + metric,
                                            mark.key(),
                                            mark.reason()));
                }
            }
        }
    }

    /// What is not folded yet, by metric, batch after batch.
    private Map<UUID, List<MetricRequests>> waiting(List<SackView> views, Set<UUID> metrics) {
        var sections = new TreeMap<Long, Set<BatchSection>>();
        var batches = new HashMap<Long, Batch>();
        var bySack = new HashMap<Integer, SackView>();
        for (var view : views) {
            bySack.put(view.sack(), view);
            for (var batch : view.batches()) {
                var ofView = view.sections(batch);
                if (!ofView.isEmpty()) {
                    batches.put(batch.ordinal(), batch);
                    sections.computeIfAbsent(batch.ordinal(), _ -> new LinkedHashSet<>())
                            .addAll(ofView);
                }
            }
        }
        var read = new ArrayList<List<MetricRequests>>();
        var tasks = new ArrayList<Runnable>();
        sections.forEach((ordinal, ofBatch) -> {
            var found = new ArrayList<MetricRequests>();
            read.add(found);
            var batch = Objects.requireNonNull(batches.get(ordinal));
            Predicate<UUID> waits =
                    metric -> metrics.contains(metric) && awaits(bySack, batch, metric);
            tasks.add(() ->
                    found.addAll(BatchReader.read(store, batch, List.copyOf(ofBatch), waits)));
        });
        crew.run(tasks);
        var waiting = new HashMap<UUID, List<MetricRequests>>();
        for (var found : read) {
            for (var requests : found) {
                waiting.computeIfAbsent(requests.metric(), _ -> new ArrayList<>()).add(requests);
            }
        }
        return waiting;
    }

    private static boolean awaits(Map<Integer, SackView> views, Batch batch, UUID metric) {
        var view = views.get(views.values().iterator().next().layout().sacks().of(metric));
        return view != null && view.awaits(batch, metric);
    }

    /// A part that may hold metrics asked for, as the sack of these sees it.
    private record Asked(SackView.Held held, int age, List<UUID> metrics) {
        SegmentPart part() {
            return held.part();
        }

        SegmentCache.Wanted wanted() {
            return new SegmentCache.Wanted(part(), metrics);
        }
    }

    /// Where the records of each metric stand.
    private Map<UUID, List<Place>> places(List<SackView> views, Map<Integer, List<UUID>> bySack) {
        var parts = new LinkedHashMap<String, List<Asked>>();
        for (var view : views) {
            var ofView = bySack.getOrDefault(view.sack(), List.of());
            int age = 0;
            for (var held : view.held()) {
                var metrics = ofView.stream().filter(held::mayHold).toList();
                if (!metrics.isEmpty()) {
                    parts.computeIfAbsent(held.part().key(), _ -> new ArrayList<>())
                            .add(new Asked(held, age, metrics));
                }
                age++;
            }
        }
        var directories = new ArrayList<List<Directory>>();
        var tasks = new ArrayList<Runnable>();
        for (var ofObject : parts.values()) {
            var found = new ArrayList<Directory>();
            directories.add(found);
            tasks.add(() ->
                    found.addAll(
                            segments.directories(ofObject.stream().map(Asked::wanted).toList())));
        }
        crew.run(tasks);
        var places = new HashMap<UUID, List<Place>>();
        int next = 0;
        for (var ofObject : parts.values()) {
            var found = directories.get(next++);
            for (int i = 0; i < found.size(); i++) {
                var asked = ofObject.get(i);
                for (var metric : asked.metrics()) {
                    var entry = found.get(i).find(metric);
                    if (entry != null) {
                        places.computeIfAbsent(metric, _ -> new ArrayList<>())
                                .add(new Place(asked.part(), asked.age(), entry));
                    }
                }
            }
        }
        return places;
    }

    /// The metrics in groups whose records are not too much at a time; neighbours in their sack
    /// stay together, for so do their records.
    private static List<List<UUID>> waves(
            Map<Integer, List<UUID>> bySack, Map<UUID, List<Place>> places) {
        var waves = new ArrayList<List<UUID>>();
        long bytes = Long.MAX_VALUE / 2;
        for (var metrics : bySack.values()) {
            for (var metric : metrics.stream().sorted(Comparator.naturalOrder()).toList()) {
                long more =
                        places.getOrDefault(metric, List.of()).stream()
                                .mapToLong(place -> place.entry().length())
                                .sum();
                if (bytes + more > WAVE_BYTES) {
                    waves.add(new ArrayList<>());
                    bytes = 0;
                }
                waves.getLast().add(metric);
                bytes += more;
            }
        }
        return waves;
    }

    /// A record that was read.
    private record Found(Place place, MetricRecord record) {}

    /// The records of some metrics, by age.
    private Map<UUID, SortedMap<Integer, MetricRecord>> records(
            List<UUID> metrics,
            Map<UUID, List<Place>> places,
            BiPredicate<UUID, MethodSeries> wanted,
            Imports imports) {
        var byObject = new LinkedHashMap<String, List<Place>>();
        for (var metric : metrics) {
            for (var place : places.getOrDefault(metric, List.of())) {
                byObject.computeIfAbsent(place.part().key(), _ -> new ArrayList<>()).add(place);
            }
        }
        var read = new ArrayList<List<Found>>();
        var tasks = new ArrayList<Runnable>();
        for (var ofObject : byObject.values()) {
            var found = new ArrayList<Found>();
            read.add(found);
            tasks.add(() -> readRecords(ofObject, wanted, imports, found));
        }
        crew.run(tasks);
        var records = new HashMap<UUID, SortedMap<Integer, MetricRecord>>();
        for (var ofObject : read) {
            for (var found : ofObject) {
                records.computeIfAbsent(found.record().metric(), _ -> new TreeMap<>())
                        .put(found.place().age(), found.record());
            }
        }
        return records;
    }

    private void readRecords(
            List<Place> places,
            BiPredicate<UUID, MethodSeries> wanted,
            Imports imports,
            List<Found> found) {
        var byEntry = new IdentityHashMap<Directory.Entry, Place>();
        places.forEach(place -> byEntry.put(place.entry(), place));
        segments.reader(places.getFirst().part())
                .records(
                        places.stream().map(Place::entry).toList(),
                        entry -> imports.of(Objects.requireNonNull(byEntry.get(entry)).part()),
                        (entry, record) ->
                                found.add(
                                        new Found(
                                                Objects.requireNonNull(byEntry.get(entry)),
                                                thinned(record, wanted))));
    }

    /// The record without the closed aggregates that nobody wants.
    private static MetricRecord thinned(
            MetricRecord record, BiPredicate<UUID, MethodSeries> wanted) {
        return record.withClosed(
                record.closed().stream()
                        .filter(series -> wanted.test(record.metric(), series))
                        .toList());
    }
}
