package io.gnocchi.core.processing;

import static java.util.stream.Collectors.toSet;

import io.gnocchi.core.manifest.Batch;
import io.gnocchi.core.manifest.Commit;
import io.gnocchi.core.manifest.Lease;
import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.manifest.SackView;
import io.gnocchi.core.segment.MetricRecord;
import io.gnocchi.core.segment.MetricRequests;
import io.gnocchi.core.store.ObjectMissingException;
import io.gnocchi.core.store.ObjectStore;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One step of folding: the batches not yet consumed, of all leased sacks, into one segment (more
/// when it grows long), made true by one commit.
///
/// Damage holds nobody else up: what cannot be folded is set aside, and what cannot be read after
/// some [Patience]. But an object that is *missing* may come back, for a folder or a bucket may
/// just not be there; then the sacks that need it wait, and the others go on.
final class Folder {
    private static final System.Logger LOG = System.getLogger(Folder.class.getName());

    /// Batches of one step; what is known of more need not be held.
    private static final int MOST_BATCHES = 1000;

    private final Manifest manifest;
    private final SackFolder sackFolder;
    private final Hearing hearing;
    private final AsideStore asideStore;
    private final Supplier<SegmentOutput> outputs;
    private final Recorder recorder;
    private final InstantSource clock;
    private final Unfolded unfolded;

    Folder(
            Manifest manifest,
            ObjectStore store,
            SackFolder sackFolder,
            Hearing hearing,
            AsideStore asideStore,
            Supplier<SegmentOutput> outputs,
            Recorder recorder,
            InstantSource clock,
            WorkerSettings settings) {
        this.manifest = manifest;
        this.sackFolder = sackFolder;
        this.hearing = hearing;
        this.asideStore = asideStore;
        this.outputs = outputs;
        this.recorder = recorder;
        this.clock = clock;
        this.unfolded = new Unfolded(store, clock, settings);
    }

    /// What a step did.
    ///
    /// @param metrics folded, whether or not there is more to do
    /// @param measures folded, also those that came too late
    /// @param late measures that came too late and were dropped
    /// @param bytes written
    /// @param more whether batches were left for another step
    /// @param isDone whether any sack has come forward
    record Step(int metrics, long measures, long late, long bytes, boolean more, boolean isDone) {
        static final Step NOTHING = new Step(0, 0, 0, 0, false, false);
    }

    Step fold(List<Lease> leases) {
        long newest = manifest.head(); // Before the views: they show everything up to here.
        var behind = leases.stream().filter(lease -> lease.consumed() < newest).toList();
        if (behind.isEmpty()) {
            return Step.NOTHING;
        }
        // Sacks that wait for a missing object fall behind and must not hold up the others.
        var rest = new ArrayList<>(behind);
        while (!rest.isEmpty()) {
            long least = rest.stream().mapToLong(Lease::consumed).min().orElseThrow();
            long head = Math.min(newest, least + MOST_BATCHES);
            var neighbours = rest.stream().filter(lease -> lease.consumed() < head).toList();
            var step = fold(neighbours, head, newest);
            if (step.isDone()) {
                return step;
            }
            rest.removeAll(neighbours);
        }
        return Step.NOTHING;
    }

    /// @param head the step ends there at the latest
    /// @param newest ordinal there is
    private Step fold(List<Lease> behind, long head, long newest) {
        var views = views(behind, head);
        var batches = unconsumed(views.values(), head);
        var seen = Recorder.generations(views.values());
        var aside = new SettingAside(asideStore, clock.instant());
        var requests = new HashMap<Integer, SortedMap<UUID, List<MetricRequests>>>();
        long last = unfolded.read(batches, views, requests, aside);
        long through = Math.min(last, head);
        boolean more = through < newest;
        hearing.listen(requests.values());
        var output = outputs.get();
        var folded = new ArrayList<Lease>();
        int metrics = 0;
        long measures = 0;
        long late = 0;
        for (var lease : behind) {
            var view = views.get(lease.sack());
            if (view == null || view.consumed() >= through) {
                continue;
            }
            var waiting = requests.getOrDefault(lease.sack(), new TreeMap<>());
            output.begin(lease.sack(), view.consumed() + 1, through);
            var done = foldSack(view, waiting, through, aside, output::add);
            if (done == null) {
                output.abandon();
                continue;
            }
            output.end();
            folded.add(lease);
            metrics += done.metrics();
            measures += done.measures();
            late += done.late();
        }
        if (folded.isEmpty()) {
            return Step.NOTHING;
        }
        aside.retainSections(folded.stream().map(Lease::sack).collect(toSet()));
        var parts = output.finish();
        var commit =
                new Commit(
                        folded,
                        through,
                        parts,
                        List.of(),
                        aside.finish(through),
                        aside.settled(),
                        seen,
                        null);
        return recorder.commit(commit)
                ? new Step(metrics, measures, late, Parts.bytes(parts), more, true)
                : Step.NOTHING;
    }

    private SortedMap<Integer, SackView> views(List<Lease> leases, long head) {
        var views = new TreeMap<Integer, SackView>();
        for (var view : manifest.views(leases.stream().map(Lease::sack).toList(), head)) {
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

    /// What is folded of a sack; null when a part of it is missing: then it waits.
    private SackFolder.@Nullable Folded foldSack(
            SackView view,
            SortedMap<UUID, List<MetricRequests>> waiting,
            long through,
            SettingAside step,
            Consumer<MetricRecord> sink) {
        var aside = new SettingAside(asideStore, clock.instant());
        var resumption = new Resumption(asideStore, view, aside);
        try {
            var requests = resumption.resume(waiting, through);
            var done = sackFolder.fold(view, requests, resumption, aside, sink);
            step.addAll(aside);
            return done;
        } catch (ObjectMissingException e) {
            LOG.log(Level.ERROR, "Sack {0} waits: {1}", view.sack(), e.getMessage());
            return null;
        }
    }
}
