package io.gnocchi.core.processing;

import io.gnocchi.core.index.Index;
import io.gnocchi.core.manifest.Lease;
import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.manifest.SackView;
import io.gnocchi.core.manifest.SegmentPart;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.segment.BatchReader;
import io.gnocchi.core.segment.ObjectNames;
import io.gnocchi.core.segment.SegmentCache;
import io.gnocchi.core.store.ObjectStore;
import io.gnocchi.core.store.StoredObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Clears up: the data of deleted metrics, and objects nobody refers to any more.
final class Janitor {
    private static final int DELETE_LIMIT = 1000;

    private final Manifest manifest;
    private final ObjectStore store;
    private final Index index;
    private final SegmentCache segments;
    private final Compactor compactor;
    private final InstantSource clock;
    private final WorkerSettings settings;

    Janitor(
            Manifest manifest,
            ObjectStore store,
            Index index,
            SegmentCache segments,
            Compactor compactor,
            InstantSource clock,
            WorkerSettings settings) {
        this.manifest = manifest;
        this.store = store;
        this.index = index;
        this.segments = segments;
        this.compactor = compactor;
        this.clock = clock;
        this.settings = settings;
    }

    /// Rewrites the parts of leased sacks that hold deleted metrics, and forgets the metrics that
    /// have nothing left.
    ///
    /// @return how many metrics were forgotten
    int expunge(List<Lease> leases) {
        var sacks = manifest.sacks();
        var deleted = deletedOf(leases, sacks);
        if (deleted.isEmpty()) {
            return 0;
        }
        var numbers = leases.stream().map(Lease::sack).toList();
        var views = manifest.views(numbers);
        partsHolding(views, deleted)
                .values()
                .forEach(part -> compactor.rewrite(part, views, leases, deleted));
        var gone = new HashSet<>(deleted);
        for (var view : manifest.views(numbers)) {
            gone.removeAll(stillIn(view, deleted));
        }
        index.expungeMetrics(gone);
        return gone.size();
    }

    /// Deletes condemned objects whose grace is over, and condemns those nothing refers to. One
    /// worker does it: the one that holds the first sack.
    void collectGarbage() {
        var now = clock.instant();
        manifest.condemnUnused(now);
        condemnOrphans(now);
        var condemned = manifest.condemned(now.minus(settings.garbageGrace()), DELETE_LIMIT);
        while (!condemned.isEmpty()) {
            store.delete(condemned);
            manifest.deleted(condemned, now);
            condemned = manifest.condemned(now.minus(settings.garbageGrace()), DELETE_LIMIT);
        }
    }

    private void condemnOrphans(Instant now) {
        var oldest = now.minus(settings.orphanAge());
        for (var prefix : List.of(ObjectNames.BATCHES, ObjectNames.SEGMENTS)) {
            var old =
                    store.list(prefix).stream()
                            .map(StoredObject::key)
                            .filter(key -> ObjectNames.madeAt(key).isBefore(oldest))
                            .toList();
            for (int i = 0; i < old.size(); i += DELETE_LIMIT) {
                manifest.condemnUnknown(
                        old.subList(i, Math.min(old.size(), i + DELETE_LIMIT)), now);
            }
        }
    }

    private Set<UUID> deletedOf(List<Lease> leases, Sacks sacks) {
        var held = new HashSet<Integer>();
        leases.forEach(lease -> held.add(lease.sack()));
        var deleted = new HashSet<UUID>();
        for (var metric : index.deletedMetrics(settings.expungeLimit())) {
            if (held.contains(sacks.of(metric))) {
                deleted.add(metric);
            }
        }
        return deleted;
    }

    /// One part of each segment that holds any of the metrics, by key.
    private Map<String, SegmentPart> partsHolding(List<SackView> views, Set<UUID> metrics) {
        var parts = new LinkedHashMap<String, SegmentPart>();
        for (var view : views) {
            for (var part : view.parts()) {
                if (!parts.containsKey(part.key()) && holdsAny(part, metrics)) {
                    parts.put(part.key(), part);
                }
            }
        }
        return parts;
    }

    private boolean holdsAny(SegmentPart part, Set<UUID> metrics) {
        var directory = segments.directory(part);
        return metrics.stream().anyMatch(metric -> directory.find(metric) != null);
    }

    private Set<UUID> stillIn(SackView view, Set<UUID> metrics) {
        var found = new HashMap<UUID, Boolean>();
        for (var part : view.parts()) {
            var directory = segments.directory(part);
            for (var metric : metrics) {
                if (directory.find(metric) != null) {
                    found.put(metric, true);
                }
            }
        }
        for (var batch : view.batches()) {
            var section = batch.section(view.sack());
            if (section != null) {
                for (var waiting : BatchReader.read(store, batch, section)) {
                    found.put(waiting.metric(), true);
                }
            }
        }
        return found.keySet();
    }
}
