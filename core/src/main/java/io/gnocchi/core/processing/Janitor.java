package io.gnocchi.core.processing;

import io.gnocchi.core.index.Index;
import io.gnocchi.core.manifest.Lease;
import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.manifest.SackView;
import io.gnocchi.core.manifest.SegmentPart;
import io.gnocchi.core.manifest.SetAside;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.segment.BatchReader;
import io.gnocchi.core.segment.SegmentCache;
import io.gnocchi.core.store.CorruptObjectException;
import io.gnocchi.core.store.ObjectMissingException;
import io.gnocchi.core.store.ObjectStore;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Clears up after deleted metrics: each worker in the sacks it holds.
final class Janitor {
    private static final System.Logger LOG = System.getLogger(Janitor.class.getName());

    private final Manifest manifest;
    private final Index index;
    private final ObjectStore store;
    private final SegmentCache segments;
    private final Compactor compactor;
    private final WorkerSettings settings;

    Janitor(
            Manifest manifest,
            Index index,
            ObjectStore store,
            SegmentCache segments,
            Compactor compactor,
            WorkerSettings settings) {
        this.manifest = manifest;
        this.index = index;
        this.store = store;
        this.segments = segments;
        this.compactor = compactor;
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
        dropSetAside(numbers, deleted);
        var views = manifest.views(numbers);
        var seen = Recorder.generations(views);
        for (var part : partsHolding(views, deleted).values()) {
            compactor.rewrite(part, views, leases, deleted, seen);
        }
        var gone = new HashSet<UUID>();
        for (var view : manifest.views(numbers)) {
            deleted.stream().filter(view::owns).forEach(gone::add);
            gone.removeAll(stillInIfReadable(view, deleted));
        }
        index.expungeMetrics(gone);
        return gone.size();
    }

    /// Nobody asks for what is set aside of deleted metrics: the next fold drops it.
    private void dropSetAside(List<Integer> sacks, Set<UUID> deleted) {
        var marks =
                manifest.views(sacks).stream()
                        .flatMap(view -> view.setAside().stream())
                        .filter(mark -> mark.metric() != null && deleted.contains(mark.metric()))
                        .filter(mark -> mark.verdict() != SetAside.Verdict.DROP)
                        .toList();
        if (!marks.isEmpty()) {
            manifest.judge(marks, SetAside.Verdict.DROP);
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
            for (var held : view.held()) {
                var part = held.part();
                if (!parts.containsKey(part.key())
                        && holdsAny(part, mayBeIn(held, view, metrics))) {
                    parts.put(part.key(), part);
                }
            }
        }
        return parts;
    }

    private static List<UUID> mayBeIn(SackView.Held held, SackView view, Set<UUID> metrics) {
        return metrics.stream().filter(view::owns).filter(held::mayHold).toList();
    }

    private boolean holdsAny(SegmentPart part, List<UUID> metrics) {
        if (metrics.isEmpty()) {
            return false;
        }
        try {
            var directory = segments.directory(part, metrics);
            return metrics.stream().anyMatch(metric -> directory.find(metric) != null);
        } catch (CorruptObjectException | ObjectMissingException e) {
            LOG.log(Level.WARNING, "Deleted metrics of sack {0} stay: {1}", part.sack(), e);
            return false; // Nothing is expunged from here; stillIn sees the same.
        }
    }

    private Set<UUID> stillInIfReadable(SackView view, Set<UUID> metrics) {
        try {
            return stillIn(view, metrics);
        } catch (CorruptObjectException | ObjectMissingException _) {
            return metrics; // Nobody can tell.
        }
    }

    private Set<UUID> stillIn(SackView view, Set<UUID> metrics) {
        var found = new HashMap<UUID, Boolean>();
        for (var held : view.held()) {
            segments.find(
                    held.part(),
                    mayBeIn(held, view, metrics),
                    (metric, _) -> found.put(metric, true),
                    (_, damage) -> {
                        throw damage;
                    });
        }
        for (var batch : view.batches()) {
            for (var section : view.sections(batch)) {
                for (var waiting : BatchReader.read(store, batch, section)) {
                    if (view.awaits(batch, waiting.metric())) {
                        found.put(waiting.metric(), true);
                    }
                }
            }
        }
        for (var mark : view.setAside()) {
            if (mark.metric() != null) {
                found.put(mark.metric(), true);
            }
        }
        return found.keySet();
    }
}
