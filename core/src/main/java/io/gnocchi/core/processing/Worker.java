package io.gnocchi.core.processing;

import io.gnocchi.core.index.Index;
import io.gnocchi.core.manifest.Lease;
import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.core.segment.ObjectNames;
import io.gnocchi.core.segment.SegmentCache;
import io.gnocchi.core.store.ObjectStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/// A metricd worker: holds a share of the sacks and folds what comes for them. It keeps no truth of
/// its own: stop it anywhere, start another, nothing is lost and nothing is doubled. Not for use by
/// several threads, but for its sign of life.
public final class Worker {
    /// How often inherited segments are taken over in one go, unless there are none: folds come in
    /// between, and a worker that is to stop is not waited for any longer.
    private static final int MOST_TAKEOVERS = 16;

    private final String name;
    private final Manifest manifest;
    private final InstantSource clock;
    private final WorkerSettings settings;
    private final Folder folder;
    private final Compactor compactor;
    private final Janitor janitor;
    private final Caretaker caretaker;
    private final WorkLog log;
    private List<Lease> held = List.of();
    private volatile boolean stopping;

    /// @param name a name no other worker has
    /// @param segments may be shared with other workers
    public Worker(
            String name,
            Manifest manifest,
            ObjectStore store,
            Index index,
            SegmentCache segments,
            ObjectNames names,
            InstantSource clock,
            WorkerSettings settings) {
        this.name = name;
        this.manifest = manifest;
        this.clock = clock;
        this.settings = settings;
        this.log = new WorkLog(clock);
        var recorder = new Recorder(manifest, store, names);
        var hearing = new Hearing(index, clock, settings.upkeep());
        this.folder =
                new Folder(
                        manifest,
                        store,
                        new SackFolder(segments, index, settings),
                        hearing,
                        new AsideStore(store, names, manifest),
                        () -> new SegmentOutput(store, names, settings.segmentBytes(), List.of()),
                        recorder,
                        clock,
                        settings);
        this.compactor =
                new Compactor(
                        manifest,
                        store,
                        segments,
                        names,
                        recorder,
                        settings,
                        this::isStopping,
                        log);
        this.janitor = new Janitor(manifest, index, store, segments, compactor, settings);
        this.caretaker = new Caretaker(name, manifest, store, index, clock, settings);
    }

    /// Renews the leases, folds everything that waits, merges what has become many, takes over what
    /// the sacks have inherited.
    ///
    /// @return how many metrics were folded, each counted once a step
    /// @throws UnavailableException when a door failed: try again later
    public int runOnce() {
        int metrics = 0;
        int rounds = 0;
        int taken;
        do {
            metrics += foldUntil(Integer.MAX_VALUE);
            taken = compactor.compact(held, Set.of());
        } while (taken > 0 && ++rounds < MOST_TAKEOVERS && !stopping);
        return metrics;
    }

    /// Renews the leases and folds, step by step, until so many metrics were folded or nothing
    /// waits.
    ///
    /// @return how many metrics were folded, each counted once a step
    /// @throws UnavailableException when a door failed: try again later
    public int foldUntil(int most) {
        int metrics = 0;
        Folder.Step step;
        do {
            held = lease();
            var begun = log.now();
            step = folder.fold(held);
            metrics += step.metrics();
            if (step.isDone()) {
                log.folded(step, begun);
            }
        } while (step.more() && metrics < most && !stopping);
        return metrics;
    }

    /// Asks the worker to begin nothing new: what it is doing ends with the step in hand. For any
    /// thread.
    public void stop() {
        stopping = true;
    }

    private boolean isStopping() {
        return stopping;
    }

    /// What this worker has done since its start. For any thread.
    public WorkerCounts counts() {
        return log.counts();
    }

    /// Clears up after deleted metrics, and when it is this worker's turn for the whole cluster:
    /// unused objects, resources whose metrics are silent or that ended long ago.
    ///
    /// @return how many deleted metrics are gone for good
    /// @throws UnavailableException when a door failed: try again later
    public int cleanUp() {
        var leases = lease();
        int gone = janitor.expunge(leases);
        caretaker.doDuties(this::isStopping);
        return gone;
    }

    /// Shows that the worker lives, however long its step takes: its leases are renewed, and sacks
    /// that have become free are taken for the next step. Another thread may call it.
    ///
    /// @throws UnavailableException when the manifest failed: try again soon
    public void stayAlive() {
        lease();
    }

    /// Gives the sacks back; the worker may go on later.
    public void release() {
        manifest.release(name);
    }

    private List<Lease> lease() {
        return manifest.lease(name, clock.instant(), settings.leaseTerm());
    }
}
