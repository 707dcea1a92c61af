package io.gnocchi.core.processing;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;

import io.gnocchi.core.manifest.Commit;
import io.gnocchi.core.manifest.Inherited;
import io.gnocchi.core.manifest.Lease;
import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.manifest.SackView;
import io.gnocchi.core.manifest.SegmentPart;
import io.gnocchi.core.segment.MetricRecord;
import io.gnocchi.core.segment.ObjectNames;
import io.gnocchi.core.segment.PartIdentity;
import io.gnocchi.core.segment.SegmentReader;
import io.gnocchi.core.segment.StoredRecord;
import io.gnocchi.core.segment.TooManyPointsException;
import io.gnocchi.core.store.CorruptObjectException;
import io.gnocchi.core.store.ObjectMissingException;
import io.gnocchi.core.store.ObjectStore;
import java.io.Serial;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Merges parts into fewer and larger ones, time-aligned where they have come to rest. What deleted
/// metrics, retention and a moved window have made useless disappears on the way. No answer to any
/// query changes. A segment that cannot be read stays as it is, and what is older than it.
final class Compactor {
    private static final System.Logger LOG = System.getLogger(Compactor.class.getName());

    private final Manifest manifest;
    private final ObjectStore store;
    private final ObjectNames names;
    private final WorkerSettings settings;
    private final CompactionPlan plan;
    private final Recorder recorder;
    private final BooleanSupplier stopping;
    private final WorkLog log;

    /// Segments that could not be read; as long as this worker has their sacks they are not tried
    /// again.
    private final Set<String> damaged = new HashSet<>();

    Compactor(
            Manifest manifest,
            ObjectStore store,
            ObjectNames names,
            Recorder recorder,
            WorkerSettings settings,
            BooleanSupplier stopping,
            WorkLog log) {
        this.manifest = manifest;
        this.store = store;
        this.names = names;
        this.recorder = recorder;
        this.settings = settings;
        this.stopping = stopping;
        this.log = log;
        this.plan = new CompactionPlan(settings.fanout(), settings.segmentBytes());
    }

    /// Takes over something of what the sacks have inherited, and merges what the plan says.
    ///
    /// @param deleted metrics whose records are dropped
    /// @return how many segments were taken over
    int compact(List<Lease> leases, Set<UUID> deleted) {
        var bySack = new HashMap<Integer, Lease>();
        leases.forEach(lease -> bySack.put(lease.sack(), lease));
        var views = manifest.views(leases.stream().map(Lease::sack).toList(), 0);
        var seen = Recorder.generations(views);
        damaged.retainAll(
                views.stream()
                        .flatMap(view -> view.held().stream().map(held -> held.part().key()))
                        .collect(toSet()));
        int taken = takeOver(views, leases, deleted, seen);
        for (var merge : plan.merges(views, damaged)) {
            if (stopping.getAsBoolean()) {
                break;
            }
            mergeReadable(merge, bySack, deleted, seen);
        }
        return taken;
    }

    /// Takes over inherited segments, as many as make a whole one in one go.
    private int takeOver(
            List<SackView> views, List<Lease> leases, Set<UUID> deleted, Map<Integer, Long> seen) {
        var sizes = new LinkedHashMap<String, Long>();
        for (var view : views) {
            view.inherited().forEach(part -> sizes.put(part.key(), part.sizeBytes()));
        }
        int taken = 0;
        long bytes = 0;
        for (var segment : sizes.entrySet()) {
            if (stopping.getAsBoolean()) {
                break;
            }
            if (bytes < settings.segmentBytes() && !damaged.contains(segment.getKey())) {
                bytes += segment.getValue();
                taken += takeOver(segment.getKey(), views, leases, deleted, seen) ? 1 : 0;
            }
        }
        return taken;
    }

    private boolean takeOver(
            String key,
            List<SackView> views,
            List<Lease> leases,
            Set<UUID> deleted,
            Map<Integer, Long> seen) {
        return unlessUnreadable(() -> takeOverReadable(key, views, leases, deleted, seen));
    }

    private boolean takeOverReadable(
            String key,
            List<SackView> views,
            List<Lease> leases,
            Set<UUID> deleted,
            Map<Integer, Long> seen) {
        var begun = log.now();
        var heirs = views.stream().filter(view -> view.inheritedKeys().contains(key)).toList();
        var inherited = new LinkedHashSet<SegmentPart>();
        heirs.forEach(view ->
                view.inherited().stream()
                        .filter(part -> part.key().equals(key))
                        .forEach(inherited::add));
        if (inherited.isEmpty()) {
            return false;
        }
        var reader = requireNonNull(readers(List.copyOf(inherited)).get(key));
        var replaced = inherited.stream().map(part -> new PartIdentity(part.sack(), key)).toList();
        var takeover =
                new Takeover(
                        sack -> readable(key, () -> reader.directory(sack).entries()),
                        entries -> readable(key, () -> reader.records(entries)),
                        settings.foldBytes(),
                        () -> new SegmentOutput(store, names, settings.segmentBytes(), replaced),
                        deleted);
        var numbers = heirs.stream().map(SackView::sack).collect(toSet());
        var parts = takeover.parts(key, heirs);
        var commit =
                new Commit(
                        leases.stream().filter(lease -> numbers.contains(lease.sack())).toList(),
                        Commit.UNCHANGED,
                        parts,
                        List.of(),
                        List.of(),
                        List.of(),
                        seen,
                        null,
                        heirs.stream().map(view -> new Inherited(view.sack(), key)).toList());
        boolean made = recorder.commit(commit);
        if (made) {
            log.merged(inherited, parts, begun);
            heirs.forEach(view -> seen.merge(view.sack(), 1L, Long::sum));
        }
        return made;
    }

    private static <T> T readable(String key, Supplier<T> read) {
        try {
            return read.get();
        } catch (CorruptObjectException | TooManyPointsException e) {
            throw new UnreadableSegment(key, e);
        }
    }

    /// Writes anew every part of a segment that belongs to leased sacks, without deleted metrics.
    ///
    /// @param seen generations of the sacks; counts this rewriting in
    boolean rewrite(
            SegmentPart any,
            List<SackView> views,
            List<Lease> leases,
            Set<UUID> deleted,
            Map<Integer, Long> seen) {
        var bySack = new HashMap<Integer, Lease>();
        leases.forEach(lease -> bySack.put(lease.sack(), lease));
        if (views.stream().anyMatch(view -> view.inheritedKeys().contains(any.key()))) {
            return takeOver(any.key(), views, leases, deleted, seen);
        }
        var concerned =
                views.stream()
                        .filter(view ->
                                view.parts().stream()
                                        .anyMatch(part -> part.key().equals(any.key())))
                        .toList();
        var merge = new CompactionPlan.Merge(List.of(any.key()), concerned, Parts.isHot(any));
        return mergeReadable(merge, bySack, deleted, seen);
    }

    private boolean mergeReadable(
            CompactionPlan.Merge merge,
            Map<Integer, Lease> leases,
            Set<UUID> deleted,
            Map<Integer, Long> seen) {
        return unlessUnreadable(() -> merge(merge, leases, deleted, seen));
    }

    private boolean unlessUnreadable(BooleanSupplier work) {
        try {
            return work.getAsBoolean();
        } catch (UnreadableSegment e) {
            if (damaged.add(e.key)) {
                LOG.log(
                        Level.ERROR,
                        "{0} stays as it is until gnocchi-check has seen to it: {1}",
                        e.key,
                        e.getMessage());
            }
            return false;
        } catch (ObjectMissingException e) {
            LOG.log(Level.WARNING, "Nothing is merged: {0}", e.getMessage());
            return false;
        }
    }

    /// A segment that is not what was written, or that there is no room for.
    private static final class UnreadableSegment extends RuntimeException {
        @Serial private static final long serialVersionUID = 1;

        private final String key;

        UnreadableSegment(String key, RuntimeException why) {
            super(why.getMessage(), why);
            this.key = key;
        }
    }

    private boolean merge(
            CompactionPlan.Merge merge,
            Map<Integer, Lease> leases,
            Set<UUID> deleted,
            Map<Integer, Long> seen) {
        var begun = log.now();
        var removed = new ArrayList<SegmentPart>();
        for (var view : merge.sacks()) {
            for (var part : view.parts()) {
                if (merge.keys().contains(part.key())) {
                    removed.add(part);
                }
            }
        }
        var replaced =
                removed.stream().map(part -> new PartIdentity(part.sack(), part.key())).toList();
        long bytes = Parts.bytes(removed);
        var archiving = merge.hot() && bytes >= settings.archivingBytes();
        var output =
                new MergeOutput(
                        ArchiveCut.of(removed, archiving),
                        settings.segmentBytes(),
                        () -> new SegmentOutput(store, names, settings.segmentBytes(), replaced));
        var readers = readers(removed);
        for (var view : merge.sacks()) {
            var parts = removed.stream().filter(part -> part.sack() == view.sack()).toList();
            output.begin(view.sack(), parts);
            walk(parts, readers, deleted, output::add);
            output.end();
        }
        var concerned = merge.sacks().stream().map(view -> leases.get(view.sack())).toList();
        var parts = output.finish();
        var commit =
                new Commit(
                        concerned,
                        Commit.UNCHANGED,
                        parts,
                        removed,
                        List.of(),
                        List.of(),
                        seen,
                        null);
        boolean made = recorder.commit(commit);
        if (made) {
            log.merged(removed, parts, begun);
            merge.sacks().forEach(view -> seen.merge(view.sack(), 1L, Long::sum));
        }
        return made;
    }

    /// Whole objects are held only as far as memory allows.
    private Map<String, SegmentReader> readers(List<SegmentPart> parts) {
        var wanted = new HashMap<String, Long>();
        var sizes = new HashMap<String, Long>();
        for (var part : parts) {
            wanted.merge(part.key(), part.partBytes(), Long::sum);
            sizes.put(part.key(), part.sizeBytes());
        }
        var readers = new HashMap<String, SegmentReader>();
        long held = 0;
        for (var each : wanted.entrySet()) {
            long size = sizes.getOrDefault(each.getKey(), 0L);
            // One request for a whole object is cheaper than many for most of it.
            boolean whole = each.getValue() * 2 >= size && held + size <= settings.mergeBytes();
            held += whole ? size : 0;
            readers.put(each.getKey(), reader(each.getKey(), size, whole));
        }
        return readers;
    }

    private SegmentReader reader(String key, long size, boolean whole) {
        try {
            return whole ? SegmentReader.fetch(store, key) : SegmentReader.open(store, key, size);
        } catch (CorruptObjectException e) {
            throw new UnreadableSegment(key, e);
        }
    }

    /// What parts of one sack hold together, metric after metric.
    private void walk(
            List<SegmentPart> parts,
            Map<String, SegmentReader> readers,
            Set<UUID> deleted,
            Consumer<MetricRecord> sink) {
        var walk = new RecordWalk();
        for (var part : parts) {
            var reader = requireNonNull(readers.get(part.key()));
            readable(part.key(), () -> reader.directory(part.sack())).entries().stream()
                    .filter(entry -> !deleted.contains(entry.metric()))
                    .forEach(entry -> walk.add(reader, entry));
        }
        walk.walk(
                settings.foldBytes(),
                (_, stored) -> sink.accept(RecordMerge.merge(decoded(stored))));
    }

    private List<MetricRecord> decoded(List<StoredRecord> stored) {
        return RecordWalk.decoded(
                stored,
                settings.mostPoints(),
                (record, most) -> readable(record.key(), () -> record.decode(most)));
    }
}
