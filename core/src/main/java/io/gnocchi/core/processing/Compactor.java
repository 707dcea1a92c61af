package io.gnocchi.core.processing;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;

import io.gnocchi.core.manifest.Commit;
import io.gnocchi.core.manifest.Inherited;
import io.gnocchi.core.manifest.Lease;
import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.manifest.SackView;
import io.gnocchi.core.manifest.SegmentPart;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.segment.Directory;
import io.gnocchi.core.segment.MetricRecord;
import io.gnocchi.core.segment.ObjectNames;
import io.gnocchi.core.segment.PartIdentity;
import io.gnocchi.core.segment.SegmentCache;
import io.gnocchi.core.segment.SegmentReader;
import io.gnocchi.core.segment.StoredRecord;
import io.gnocchi.core.segment.TooManyPointsException;
import io.gnocchi.core.store.CorruptObjectException;
import io.gnocchi.core.store.ObjectMissingException;
import io.gnocchi.core.store.ObjectStore;
import java.io.Serial;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Merges parts into fewer and larger ones, time-aligned where they have come to rest. What deleted
/// metrics, retention and a moved window have made useless disappears on the way. No answer to any
/// query changes. A segment that cannot be read stays as it is, and what is older than it.
final class Compactor {
    private static final System.Logger LOG = System.getLogger(Compactor.class.getName());

    /// An archive segment is written anew when so much of it has expired.
    private static final double WORTH_WRITING = 0.25;

    private final Manifest manifest;
    private final ObjectStore store;
    private final SegmentCache segments;
    private final ObjectNames names;
    private final WorkerSettings settings;
    private final CompactionPlan plan;
    private final Looks looks;
    private final Recorder recorder;
    private final BooleanSupplier stopping;
    private final WorkLog log;

    /// Segments that could not be read; as long as this worker has their sacks they are not tried
    /// again.
    private final Set<String> damaged = new HashSet<>();

    Compactor(
            Manifest manifest,
            ObjectStore store,
            SegmentCache segments,
            ObjectNames names,
            Recorder recorder,
            WorkerSettings settings,
            BooleanSupplier stopping,
            WorkLog log) {
        this.manifest = manifest;
        this.store = store;
        this.segments = segments;
        this.names = names;
        this.recorder = recorder;
        this.settings = settings;
        this.stopping = stopping;
        this.log = log;
        this.plan =
                new CompactionPlan(
                        settings.fanout(), settings.segmentBytes(), settings.archivingBytes());
        this.looks = new Looks();
    }

    /// Takes over something of what the sacks have inherited, merges what the plan says, and drops
    /// some of what has expired.
    ///
    /// @param deleted metrics whose records are dropped
    /// @return how many segments were taken over
    int compact(List<Lease> leases, Set<UUID> deleted) {
        var bySack = new HashMap<Integer, Lease>();
        leases.forEach(lease -> bySack.put(lease.sack(), lease));
        var views = views(leases);
        var seen = Recorder.generations(views);
        var keys =
                views.stream()
                        .flatMap(view -> view.held().stream().map(held -> held.part().key()))
                        .collect(toSet());
        damaged.retainAll(keys);
        looks.retain(keys);
        int taken = takeOver(views, leases, deleted, seen);
        var merges = plan.merges(views, damaged);
        for (var merge : merges) {
            if (stopping.getAsBoolean()) {
                break;
            }
            mergeReadable(merge, bySack, deleted, seen);
        }
        if (taken == 0) {
            var asMerged = merges.isEmpty() ? views : views(leases);
            dropExpired(asMerged, bySack, deleted, Recorder.generations(asMerged));
        }
        return taken;
    }

    private List<SackView> views(List<Lease> leases) {
        return manifest.views(leases.stream().map(Lease::sack).toList(), 0);
    }

    /// Writes archive segments anew of which much has expired, and drops those of which all has: in
    /// one go as much as makes a whole one, for what begins on one day ends on one day.
    private void dropExpired(
            List<SackView> views,
            Map<Integer, Lease> leases,
            Set<UUID> deleted,
            Map<Integer, Long> seen) {
        long now = Expiry.nanos(log.now());
        long bytes = 0;
        for (var due : looks.due(views, damaged, now, this::policies)) {
            if (bytes >= settings.segmentBytes() || stopping.getAsBoolean()) {
                return;
            }
            bytes += due.bytes();
            unlessUnreadable(() -> {
                if (expiredShare(due) < WORTH_WRITING) {
                    looks.looked(due, requireNonNull(policies(due.parts().getFirst())), now);
                    return false;
                }
                var merge = new CompactionPlan.Merge(List.of(due.key()), due.sacks(), false);
                return merge(merge, leases, deleted, seen);
            });
        }
    }

    /// The policies of a segment, or null when nobody can tell them.
    private @Nullable Collection<ArchivePolicy> policies(SegmentPart any) {
        var policies = new AtomicReference<Collection<ArchivePolicy>>();
        unlessUnreadable(() -> {
            var reader = reader(any.key(), any.sizeBytes(), false); // Folds need the cache.
            policies.set(readable(any.key(), reader::policies));
            return true;
        });
        return policies.get();
    }

    /// Which share of an archive segment has expired since it was written, as far as the states of
    /// its metrics tell.
    private double expiredShare(Looks.Due due) {
        var reader = requireNonNull(readers(due.parts()).get(due.key()));
        double expired = 0;
        long all = 0;
        for (int i = 0; i < due.parts().size(); i++) {
            var part = due.parts().get(i);
            var entries = readable(due.key(), () -> reader.directory(part.sack())).entries();
            var newest =
                    segments.newest(
                            hot(due.sacks().get(i)),
                            entries.stream().map(Directory.Entry::metric).toList(),
                            (_, _) -> {});
            for (var entry : entries) {
                var now = newest.get(entry.metric());
                expired += now == null ? 0 : due.expiry().share(entry, now) * entry.length();
                all += entry.length();
            }
        }
        return expired / all;
    }

    /// The readable parts that know most of the metrics of a sack, oldest first.
    private List<SackView.Held> hot(SackView view) {
        return view.held().stream()
                .filter(held -> Parts.isHot(held.part()) && !damaged.contains(held.part().key()))
                .toList();
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
        var read = new ArrayList<>(removed);
        if (!merge.hot()) {
            merge.sacks().forEach(view -> hot(view).forEach(held -> read.add(held.part())));
        }
        var readers = readers(read);
        for (var view : merge.sacks()) {
            var parts = removed.stream().filter(part -> part.sack() == view.sack()).toList();
            output.begin(view.sack(), parts);
            if (merge.hot()) {
                walk(parts, readers, deleted, output::add);
            } else {
                walkArchives(parts, hot(view), readers, deleted, output::add);
            }
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

    /// What hot parts of one sack hold together, metric after metric.
    private void walk(
            List<SegmentPart> parts,
            Map<String, SegmentReader> readers,
            Set<UUID> deleted,
            Consumer<MetricRecord> sink) {
        var walk = new RecordWalk();
        parts.forEach(part -> add(part, readers, id -> !deleted.contains(id), walk));
        walk.walk(
                settings.foldBytes(),
                (_, stored) -> sink.accept(RecordMerge.merge(decoded(stored))));
    }

    /// What archives of one sack hold together, metric after metric, but for what has expired or
    /// was erased since: hot parts tell.
    private void walkArchives(
            List<SegmentPart> parts,
            List<SackView.Held> hot,
            Map<String, SegmentReader> readers,
            Set<UUID> deleted,
            Consumer<MetricRecord> sink) {
        var walk = new RecordWalk();
        parts.forEach(part -> add(part, readers, id -> !deleted.contains(id), walk));
        var metrics = walk.metrics();
        for (var held : hot) {
            add(held.part(), readers, id -> metrics.contains(id) && held.mayHold(id), walk);
        }
        var keys = parts.stream().map(SegmentPart::key).collect(toSet());
        walk.walk(
                settings.foldBytes(),
                (_, stored) -> {
                    var all = decoded(stored);
                    int archives = 0;
                    while (archives < all.size() && keys.contains(stored.get(archives).key())) {
                        archives++;
                    }
                    var record =
                            RecordMerge.archived(
                                    all.subList(0, archives), all.subList(archives, all.size()));
                    if (record != null) {
                        sink.accept(record);
                    }
                });
    }

    /// Adds the records of some metrics of a part to a walk.
    private static void add(
            SegmentPart part,
            Map<String, SegmentReader> readers,
            Predicate<UUID> wanted,
            RecordWalk walk) {
        var reader = requireNonNull(readers.get(part.key()));
        for (var entry : readable(part.key(), () -> reader.directory(part.sack())).entries()) {
            if (wanted.test(entry.metric())) {
                walk.add(reader, entry);
            }
        }
    }

    private List<MetricRecord> decoded(List<StoredRecord> stored) {
        return RecordWalk.decoded(
                stored,
                settings.mostPoints(),
                (record, most) -> readable(record.key(), () -> record.decode(most)));
    }
}
