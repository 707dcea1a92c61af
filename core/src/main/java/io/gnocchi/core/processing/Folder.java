package io.gnocchi.core.processing;

import io.gnocchi.core.manifest.Batch;
import io.gnocchi.core.manifest.Commit;
import io.gnocchi.core.manifest.Lease;
import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.manifest.SackView;
import io.gnocchi.core.segment.BatchReader;
import io.gnocchi.core.segment.MetricRequests;
import io.gnocchi.core.store.CorruptObjectException;
import io.gnocchi.core.store.ObjectMissingException;
import io.gnocchi.core.store.ObjectStore;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One step of folding: the batches not yet consumed, of all leased sacks, into one segment (more
/// when it grows long), made true by one commit.
final class Folder {
    private static final System.Logger LOG = System.getLogger(Folder.class.getName());

    private final Manifest manifest;
    private final ObjectStore store;
    private final SackFolder sackFolder;
    private final Supplier<SegmentOutput> outputs;
    private final long foldBytes;

    Folder(
            Manifest manifest,
            ObjectStore store,
            SackFolder sackFolder,
            Supplier<SegmentOutput> outputs,
            long foldBytes) {
        this.manifest = manifest;
        this.store = store;
        this.sackFolder = sackFolder;
        this.outputs = outputs;
        this.foldBytes = foldBytes;
    }

    /// What a step did.
    ///
    /// @param metrics folded, whether or not there is more to do
    /// @param late measures that came too late and were dropped
    /// @param more whether batches were left for another step
    record Step(int metrics, long late, boolean more) {
        static final Step NOTHING = new Step(0, 0, false);
    }

    Step fold(List<Lease> leases) {
        long head = manifest.head(); // Before the views: they show everything up to here.
        var behind = leases.stream().filter(lease -> lease.consumed() < head).toList();
        if (behind.isEmpty()) {
            return Step.NOTHING;
        }
        var views = views(behind);
        var batches = unconsumed(views.values(), head);
        var taken = upToFoldBytes(batches);
        boolean more = taken.size() < batches.size();
        long through = more ? taken.lastKey() : head;
        var requests = requests(views, taken);
        var output = outputs.get();
        var folded = new ArrayList<Lease>();
        int metrics = 0;
        long late = 0;
        for (var lease : behind) {
            var view = views.get(lease.sack());
            if (view == null || view.consumed() >= through) {
                continue;
            }
            var done = foldSack(view, requests.get(lease.sack()));
            if (done == null) {
                continue;
            }
            var records = done.records();
            if (!records.isEmpty()) {
                output.part(lease.sack(), view.consumed() + 1, through, records);
            }
            folded.add(lease);
            metrics += records.size();
            late += done.late();
        }
        boolean committed =
                !folded.isEmpty()
                        && manifest.commit(new Commit(folded, through, output.finish(), List.of()));
        return committed ? new Step(metrics, late, more) : Step.NOTHING;
    }

    private SortedMap<Integer, SackView> views(List<Lease> leases) {
        var views = new TreeMap<Integer, SackView>();
        for (var view : manifest.views(leases.stream().map(Lease::sack).toList())) {
            views.put(view.sack(), view);
        }
        return views;
    }

    private static SortedMap<Long, Batch> unconsumed(Iterable<SackView> views, long head) {
        var batches = new TreeMap<Long, Batch>();
        for (var view : views) {
            for (var batch : view.batches()) {
                if (batch.ordinal() <= head) {
                    batches.put(batch.ordinal(), batch);
                }
            }
        }
        return batches;
    }

    private SortedMap<Long, Batch> upToFoldBytes(SortedMap<Long, Batch> batches) {
        long bytes = 0;
        for (var batch : batches.values()) {
            bytes += batch.sizeBytes();
            if (bytes >= foldBytes) {
                return batches.headMap(batch.ordinal() + 1);
            }
        }
        return batches;
    }

    private Map<Integer, SortedMap<UUID, List<MetricRequests>>> requests(
            Map<Integer, SackView> views, SortedMap<Long, Batch> batches) {
        var requests = new HashMap<Integer, SortedMap<UUID, List<MetricRequests>>>();
        for (var batch : batches.values()) {
            try {
                read(batch, views, requests);
            } catch (CorruptObjectException | ObjectMissingException e) {
                LOG.log(Level.ERROR, "The sacks of " + batch.key() + " wait for it", e);
                batch.sections().forEach(section -> views.remove(section.sack()));
            }
        }
        return requests;
    }

    private void read(
            Batch batch,
            Map<Integer, SackView> views,
            Map<Integer, SortedMap<UUID, List<MetricRequests>>> requests) {
        var object = store.get(batch.key());
        for (var section : batch.sections()) {
            var view = views.get(section.sack());
            if (view == null || view.consumed() >= batch.ordinal()) {
                continue;
            }
            var ofSack = requests.computeIfAbsent(section.sack(), ignored -> new TreeMap<>());
            for (var metric : BatchReader.decode(batch, object, section)) {
                ofSack.computeIfAbsent(metric.metric(), ignored -> new ArrayList<>(1)).add(metric);
            }
        }
    }

    /// The records of a sack; null when its parts cannot be read: then it waits, and the others go
    /// on.
    private SackFolder.@Nullable Folded foldSack(
            SackView view, @Nullable SortedMap<UUID, List<MetricRequests>> requests) {
        if (requests == null) {
            return SackFolder.Folded.NOTHING;
        }
        try {
            return sackFolder.fold(view, requests);
        } catch (CorruptObjectException e) {
            LOG.log(Level.ERROR, "Sack " + view.sack() + " waits: a part cannot be read", e);
            return null;
        }
    }
}
