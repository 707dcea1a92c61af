package io.gnocchi.lab.sim;

import io.gnocchi.core.manifest.Backlog;
import io.gnocchi.core.manifest.Batch;
import io.gnocchi.core.manifest.BatchName;
import io.gnocchi.core.manifest.Commit;
import io.gnocchi.core.manifest.Contents;
import io.gnocchi.core.manifest.Duty;
import io.gnocchi.core.manifest.Layout;
import io.gnocchi.core.manifest.LayoutChange;
import io.gnocchi.core.manifest.Lease;
import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.manifest.NewBatch;
import io.gnocchi.core.manifest.SackView;
import io.gnocchi.core.manifest.SetAside;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.lab.sim.Faults.Door;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A manifest with [Faults] on the way to it, watched by [Invariants] and written down in the
/// [Journal].
class SimulatedManifest implements Manifest {
    private final Manifest manifest;
    private final Faults faults;
    private final Invariants invariants;
    private final Journal journal;
    private Sacks heard;

    SimulatedManifest(Manifest manifest, Faults faults, Invariants invariants, Journal journal) {
        this.manifest = manifest;
        this.faults = faults;
        this.invariants = invariants;
        this.journal = journal;
        this.heard = manifest.sacks();
    }

    /// As this process has last heard, as that of a database does.
    @Override
    public Sacks sacks() {
        return heard;
    }

    @Override
    public Layout layout() {
        return faults.ask(
                Door.DATABASE,
                () -> {
                    heard = manifest.sacks();
                    return manifest.layout();
                });
    }

    @Override
    public boolean change(LayoutChange change) {
        return faults.change(Door.DATABASE, () -> changeNow(change));
    }

    boolean changeNow(LayoutChange change) {
        boolean done = manifest.change(change);
        invariants.hold();
        return done;
    }

    @Override
    public Batch append(NewBatch batch) {
        var appended = faults.change(Door.DATABASE, () -> appendNow(batch));
        heard = manifest.sacks();
        return appended;
    }

    final Batch appendNow(NewBatch batch) {
        var appended = manifest.append(batch);
        journal.appended(appended);
        return appended;
    }

    @Override
    public long head() {
        return faults.ask(Door.DATABASE, manifest::head);
    }

    @Override
    public List<BatchName> appended(long after) {
        return faults.ask(Door.DATABASE, () -> manifest.appended(after));
    }

    @Override
    public SackView view(int sack) {
        return faults.ask(
                Door.DATABASE,
                () -> {
                    journal.viewed();
                    return manifest.view(sack);
                });
    }

    @Override
    public List<SackView> views(Collection<Integer> sacks) {
        return faults.ask(
                Door.DATABASE,
                () -> {
                    journal.viewed();
                    return manifest.views(sacks);
                });
    }

    @Override
    public List<SackView> views(Collection<Integer> sacks, long through) {
        return faults.ask(
                Door.DATABASE,
                () -> {
                    journal.viewed();
                    return manifest.views(sacks, through);
                });
    }

    @Override
    public List<SackView> views() {
        return faults.ask(
                Door.DATABASE,
                () -> {
                    journal.viewed();
                    return manifest.views();
                });
    }

    @Override
    public List<SackView> viewsOf(Collection<UUID> metrics) {
        return faults.ask(
                Door.DATABASE,
                () -> {
                    journal.viewed();
                    heard = manifest.sacks();
                    return manifest.viewsOf(metrics);
                });
    }

    @Override
    public List<Lease> seize(String holder, Instant now, Duration term) {
        return faults.change(Door.DATABASE, () -> manifest.seize(holder, now, term));
    }

    @Override
    public List<Lease> lease(String worker, Instant now, Duration term) {
        return faults.change(Door.DATABASE, () -> manifest.lease(worker, now, term));
    }

    @Override
    public void release(String worker) {
        faults.run(Door.DATABASE, () -> manifest.release(worker));
    }

    @Override
    public List<String> workers(Instant now) {
        return faults.ask(Door.DATABASE, () -> manifest.workers(now));
    }

    @Override
    public SortedMap<Integer, String> owners(Instant now) {
        return faults.ask(Door.DATABASE, () -> manifest.owners(now));
    }

    @Override
    public @Nullable Instant takeDuty(
            Duty duty,
            String worker,
            Instant now,
            Duration term,
            Duration pause,
            Duration longest) {
        return faults.change(
                Door.DATABASE, () -> manifest.takeDuty(duty, worker, now, term, pause, longest));
    }

    @Override
    public void dutyDone(Duty duty, String worker, Instant now) {
        faults.run(Door.DATABASE, () -> manifest.dutyDone(duty, worker, now));
    }

    @Override
    public boolean commit(Commit commit) {
        return faults.change(Door.DATABASE, () -> commitNow(commit));
    }

    boolean commitNow(Commit commit) {
        boolean done = manifest.commit(commit);
        invariants.hold();
        return done;
    }

    @Override
    public Backlog backlog() {
        return faults.ask(Door.DATABASE, manifest::backlog);
    }

    @Override
    public List<Batch> unfolded() {
        return faults.ask(Door.DATABASE, manifest::unfolded);
    }

    @Override
    public List<Batch> batches(long after, long through) {
        return faults.ask(Door.DATABASE, () -> manifest.batches(after, through));
    }

    @Override
    public List<SetAside> setAside() {
        return faults.ask(Door.DATABASE, manifest::setAside);
    }

    @Override
    public int judge(Collection<SetAside> marks, SetAside.Verdict verdict) {
        return faults.change(Door.DATABASE, () -> manifest.judge(marks, verdict));
    }

    @Override
    public int condemnUnused(Instant now) {
        return faults.change(Door.DATABASE, () -> manifest.condemnUnused(now));
    }

    @Override
    public List<String> condemnUnknown(Collection<String> keys, Instant now) {
        return faults.change(Door.DATABASE, () -> manifest.condemnUnknown(keys, now));
    }

    @Override
    public List<String> condemned(Instant before, int limit) {
        return faults.ask(Door.DATABASE, () -> manifest.condemned(before, limit));
    }

    @Override
    public void deleted(Collection<String> keys, Instant now) {
        faults.run(Door.DATABASE, () -> manifest.deleted(keys, now));
    }

    @Override
    public Map<String, Fate> fates(Collection<String> keys) {
        return faults.ask(Door.DATABASE, () -> manifest.fates(keys));
    }

    @Override
    public void restore(Contents contents) {
        faults.run(Door.DATABASE, () -> manifest.restore(contents));
    }

    @Override
    public void close() {
        manifest.close();
    }
}
