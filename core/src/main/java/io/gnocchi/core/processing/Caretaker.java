package io.gnocchi.core.processing;

import io.gnocchi.core.index.Index;
import io.gnocchi.core.manifest.Duty;
import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.segment.ObjectNames;
import io.gnocchi.core.store.ObjectStore;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// Does the duties that one worker has for the whole cluster, when they are due and nobody else has
/// them.
///
/// None of it needs a fence: each change looks at what it changes in its own transaction, so a duty
/// done twice, or begun by one and ended by another, is done once.
final class Caretaker {
    private static final System.Logger LOG = System.getLogger(Caretaker.class.getName());
    private static final Duration DUTY_TERM = Duration.ofMinutes(5);
    private static final int RESOURCES_AT_ONCE = 1000;

    private final String worker;
    private final Manifest manifest;
    private final Index index;
    private final InstantSource clock;
    private final Upkeep upkeep;
    private final Garbage garbage;

    Caretaker(
            String worker,
            Manifest manifest,
            ObjectStore store,
            Index index,
            InstantSource clock,
            WorkerSettings settings) {
        this.worker = worker;
        this.manifest = manifest;
        this.index = index;
        this.clock = clock;
        this.upkeep = settings.upkeep();
        this.garbage = new Garbage(manifest, store, clock, settings);
    }

    /// @param stopping whether to begin nothing new
    void doDuties(BooleanSupplier stopping) {
        if (stopping.getAsBoolean()) {
            return;
        }
        if (take(Duty.ORPHANS, upkeep.listingPause()) != null) {
            garbage.condemnOrphans();
            done(Duty.ORPHANS);
        }
        if (take(Duty.GARBAGE, upkeep.pause()) != null) {
            garbage.collect();
            done(Duty.GARBAGE);
        }
        if (upkeep.endAfter() == null && upkeep.deleteAfter() == null) {
            return;
        }
        var steadySince = take(Duty.RESOURCES, upkeep.pause());
        if (steadySince != null) {
            endSilent(steadySince, stopping);
            deleteEnded(stopping);
            done(Duty.RESOURCES);
        }
    }

    private @Nullable Instant take(Duty duty, Duration pause) {
        return manifest.takeDuty(
                duty, worker, clock.instant(), DUTY_TERM, pause, upkeep.longestBreak());
    }

    private void done(Duty duty) {
        manifest.dutyDone(duty, worker, clock.instant());
    }

    /// Ends resources whose metrics have been silent for long enough. While nobody may have
    /// listened, or measures wait for long, nobody is called silent.
    ///
    /// @param steadySince since when metrics are listened to
    private void endSilent(Instant steadySince, BooleanSupplier stopping) {
        if (upkeep.endAfter() == null) {
            return;
        }
        var now = clock.instant();
        // A metric is noted once a slot: it may have been heard up to a slot later.
        var since = now.minus(upkeep.endAfter()).minus(upkeep.slot());
        if (since.isBefore(steadySince) || hasWaiting(now.minus(upkeep.slot()))) {
            return;
        }
        int ended = all(() -> index.endSilentResources(since, now, RESOURCES_AT_ONCE), stopping);
        if (ended > 0) {
            LOG.log(Level.INFO, "{0} resources end: their metrics are silent", ended);
        }
    }

    /// Whether measures wait that came before a moment.
    private boolean hasWaiting(Instant before) {
        var waiting = manifest.unfolded();
        return !waiting.isEmpty() && ObjectNames.madeAt(waiting.getFirst().key()).isBefore(before);
    }

    private void deleteEnded(BooleanSupplier stopping) {
        if (upkeep.deleteAfter() == null) {
            return;
        }
        var before = clock.instant().minus(upkeep.deleteAfter());
        int deleted = all(() -> index.deleteEndedResources(before, RESOURCES_AT_ONCE), stopping);
        if (deleted > 0) {
            LOG.log(Level.INFO, "{0} resources that ended long ago are deleted", deleted);
        }
    }

    /// Does some at a time until there are no more.
    private static int all(IntSupplier some, BooleanSupplier stopping) {
        int all = 0;
        int last;
        do {
            last = some.getAsInt();
            all += last;
        } while (last >= RESOURCES_AT_ONCE && !stopping.getAsBoolean());
        return all;
    }
}
