package io.gnocchi.core.manifest;

import static java.util.stream.Collectors.toSet;

import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.model.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A manifest in memory: for tests, the simulator, and as the plainest reading of the door.
///
/// One lock around plain collections; what it answers depends only on what was called before.
public final class MemoryManifest implements Manifest {
    private final Object lock = new Object();
    private final List<MemorySack> rows = new ArrayList<>();

    private final MemoryHeritage heritage = new MemoryHeritage();
    private final TreeMap<Long, Batch> batches = new TreeMap<>();
    private final Map<String, Batch> batchesByKey = new HashMap<>();
    private final Set<String> segments = new LinkedHashSet<>();
    private final MemoryLeases leases = new MemoryLeases(rows);
    private final MemoryCondemned condemned = new MemoryCondemned();
    private Layout layout;
    private long head;

    public MemoryManifest(Sacks sacks) {
        this.layout = Layout.first(sacks);
        for (int sack = 0; sack < sacks.count(); sack++) {
            rows.add(new MemorySack(0, 0, 0, null));
        }
    }

    @Override
    public Sacks sacks() {
        return layout().sacks();
    }

    @Override
    public Layout layout() {
        synchronized (lock) {
            return layout;
        }
    }

    @Override
    public boolean change(LayoutChange change) {
        synchronized (lock) {
            if (!mayChange(change)) {
                return false;
            }
            var marks = setAside();
            rows.forEach(row -> heritage.add(row.parts));
            rows.clear();
            layout = change.after();
            for (long consumed : change.consumed()) {
                rows.add(
                        new MemorySack(
                                change.epoch(), consumed, change.generation(), layout.record()));
            }
            LayoutChange.marks(marks, layout.sacks()).forEach(this::mark);
            return true;
        }
    }

    private boolean mayChange(LayoutChange change) {
        if (!change.follows(layout) || condemned.contains(change.after().record())) {
            return false;
        }
        for (int sack = 0; sack < rows.size(); sack++) {
            var row = rows.get(sack);
            if (row.epoch != change.leases().get(sack).epoch()
                    || row.generation != change.generations().get(sack)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Batch append(NewBatch batch) {
        synchronized (lock) {
            if (condemned.contains(batch.key())) {
                throw new UnavailableException("condemned before it was appended: " + batch.key());
            }
            var known = batchesByKey.get(batch.key());
            if (known != null) {
                return known;
            }
            head++;
            var appended =
                    new Batch(
                            head, batch.key(), batch.sizeBytes(), batch.sacks(), batch.sections());
            batches.put(head, appended);
            batchesByKey.put(batch.key(), appended);
            return appended;
        }
    }

    @Override
    public long head() {
        synchronized (lock) {
            return head;
        }
    }

    @Override
    public List<BatchName> appended(long after) {
        synchronized (lock) {
            return batches.tailMap(after, false).values().stream()
                    .map(batch -> new BatchName(batch.ordinal(), batch.key()))
                    .toList();
        }
    }

    @Override
    public SackView view(int sack) {
        return views(List.of(sack)).getFirst();
    }

    @Override
    public List<SackView> views(Collection<Integer> asked) {
        synchronized (lock) {
            return views(asked, Long.MAX_VALUE);
        }
    }

    @Override
    public List<SackView> views(Collection<Integer> asked, long through) {
        synchronized (lock) {
            return asked.stream().map(sack -> viewOf(sack, through)).toList();
        }
    }

    @Override
    public List<SackView> views() {
        synchronized (lock) {
            return views(IntStream.range(0, rows.size()).boxed().toList());
        }
    }

    @Override
    public List<SackView> viewsOf(Collection<UUID> metrics) {
        synchronized (lock) {
            var sacks = new TreeSet<Integer>();
            metrics.forEach(metric -> sacks.add(layout.sacks().of(metric)));
            return views(sacks);
        }
    }

    private SackView viewOf(int sack, long through) {
        if (sack >= rows.size()) {
            throw new UnavailableException("there is no sack " + sack + " any more");
        }
        var row = rows.get(sack);
        var waiting =
                through <= row.consumed
                        ? List.<Batch>of()
                        : List.copyOf(batches.subMap(row.consumed, false, through, true).values());
        return new SackView(
                        layout,
                        sack,
                        row.consumed,
                        List.copyOf(row.parts),
                        heritage.of(layout, sack),
                        List.of(),
                        row.generation,
                        row.marks())
                .of(waiting);
    }

    @Override
    public List<Lease> lease(String worker, Instant now, Duration term) {
        synchronized (lock) {
            return leases.lease(worker, now, term);
        }
    }

    @Override
    public List<Lease> seize(String holder, Instant now, Duration term) {
        synchronized (lock) {
            return leases.seize(holder, now.plus(term));
        }
    }

    @Override
    public void release(String worker) {
        synchronized (lock) {
            leases.release(worker);
        }
    }

    @Override
    public @Nullable Instant takeDuty(
            Duty duty,
            String worker,
            Instant now,
            Duration term,
            Duration pause,
            Duration longest) {
        synchronized (lock) {
            return leases.takeDuty(duty, worker, now, term, pause, longest);
        }
    }

    @Override
    public void dutyDone(Duty duty, String worker, Instant now) {
        synchronized (lock) {
            leases.dutyDone(duty, worker, now);
        }
    }

    @Override
    public List<String> workers(Instant now) {
        synchronized (lock) {
            return leases.workers(now);
        }
    }

    @Override
    public SortedMap<Integer, String> owners(Instant now) {
        synchronized (lock) {
            return leases.owners(now);
        }
    }

    @Override
    public boolean commit(Commit commit) {
        synchronized (lock) {
            if (!mayCommit(commit)) {
                return false;
            }
            commit.removed().forEach(part -> rows.get(part.sack()).parts.remove(part));
            for (var part : commit.added()) {
                rows.get(part.sack()).parts.add(part);
                segments.add(part.key());
            }
            heritage.take(commit.taken());
            commit.settled().forEach(this::unmark);
            commit.setAside().forEach(this::mark);
            for (var lease : commit.leases()) {
                var row = rows.get(lease.sack());
                row.generation++;
                row.record = commit.record() == null ? row.record : commit.record();
            }
            if (commit.consumed() != Commit.UNCHANGED) {
                commit.leases()
                        .forEach(lease -> rows.get(lease.sack()).consumed = commit.consumed());
            }
            return true;
        }
    }

    private void mark(SetAside mark) {
        unmark(mark);
        rows.get(mark.sack()).setAside.add(mark);
    }

    private boolean unmark(SetAside mark) {
        return mark.sack() < rows.size() && rows.get(mark.sack()).setAside.removeIf(mark::isSameAs);
    }

    private boolean mayCommit(Commit commit) {
        var newest = commit.leases().stream().allMatch(lease -> isNewest(lease, commit));
        if (!newest) {
            return false;
        }
        commit.leases()
                .forEach(lease -> commit.requireForward(rows.get(lease.sack()).consumed, head));
        if (objects(commit).anyMatch(condemned::contains)) {
            return false;
        }
        return commit.removed().stream().allMatch(this::contains)
                && commit.taken().stream().allMatch(this::isThere)
                && commit.added().stream().noneMatch(this::contains);
    }

    private boolean isThere(Inherited inherited) {
        return heritage.of(layout, inherited.sack()).stream()
                .anyMatch(part -> part.key().equals(inherited.key()));
    }

    private boolean isNewest(Lease lease, Commit commit) {
        if (lease.sack() >= rows.size()) {
            return false;
        }
        var row = rows.get(lease.sack());
        return row.epoch == lease.epoch() && commit.began(lease.sack(), row.generation);
    }

    private static Stream<String> objects(Commit commit) {
        return Stream.of(
                        commit.added().stream().map(SegmentPart::key),
                        commit.setAside().stream().map(SetAside::key),
                        Stream.ofNullable(commit.record()))
                .flatMap(keys -> keys);
    }

    private boolean contains(SegmentPart part) {
        return rows.get(part.sack()).parts.contains(part);
    }

    @Override
    public Backlog backlog() {
        synchronized (lock) {
            var consumed = rows.stream().mapToLong(row -> row.consumed).toArray();
            return Backlog.of(layout, consumed, batches.values());
        }
    }

    @Override
    public List<Batch> unfolded() {
        synchronized (lock) {
            return List.copyOf(batches.tailMap(consumedByAll(), false).values());
        }
    }

    @Override
    public List<Batch> batches(long after, long through) {
        synchronized (lock) {
            return after >= through
                    ? List.of()
                    : List.copyOf(batches.subMap(after, false, through, true).values());
        }
    }

    private long consumedByAll() {
        return rows.stream().mapToLong(row -> row.consumed).min().orElseThrow();
    }

    @Override
    public List<SetAside> setAside() {
        synchronized (lock) {
            return rows.stream().flatMap(row -> row.marks().stream()).toList();
        }
    }

    @Override
    public int judge(Collection<SetAside> marks, SetAside.Verdict verdict) {
        synchronized (lock) {
            int judged = 0;
            for (var mark : marks) {
                if (unmark(mark)) {
                    mark(mark.with(verdict));
                    judged++;
                }
            }
            return judged;
        }
    }

    @Override
    public int condemnUnused(Instant now) {
        synchronized (lock) {
            forgetTaken();
            var unused = unused();
            var kept = kept();
            unused.stream()
                    .filter(key -> !kept.contains(key))
                    .forEach(key -> condemned.add(key, now));
            batches.headMap(consumedByAll(), true).clear();
            unused.forEach(batchesByKey::remove);
            unused.forEach(segments::remove);
            unused.removeAll(kept);
            return unused.size();
        }
    }

    /// What keeps measures that are set aside.
    private Set<String> kept() {
        return rows.stream()
                .flatMap(row -> row.setAside.stream())
                .map(SetAside::key)
                .collect(toSet());
    }

    /// Inherited parts that all heirs have taken over, and the former layout when none are left and
    /// nobody needs to know what it had folded.
    private void forgetTaken() {
        heritage.forgetTaken(layout);
        if (heritage.isEmpty() && consumedByAll() >= layout.since()) {
            layout = layout.atRest();
        }
    }

    private Set<String> unused() {
        var used =
                Stream.concat(
                                rows.stream().flatMap(row -> row.parts.stream()),
                                heritage.parts().stream())
                        .map(SegmentPart::key)
                        .collect(toSet());
        var unused = new TreeSet<>(segments);
        unused.removeAll(used);
        batches.headMap(consumedByAll(), true).values().forEach(batch -> unused.add(batch.key()));
        return unused;
    }

    @Override
    public List<String> condemnUnknown(Collection<String> keys, Instant now) {
        synchronized (lock) {
            var unknown = new TreeSet<>(keys);
            unknown.removeIf(this::knows);
            unknown.forEach(key -> condemned.add(key, now));
            return List.copyOf(unknown);
        }
    }

    private boolean knows(String key) {
        return refersTo(key) || condemned.contains(key);
    }

    private boolean refersTo(String key) {
        return batchesByKey.containsKey(key)
                || segments.contains(key)
                || kept().contains(key)
                || rows.stream().anyMatch(row -> key.equals(row.record));
    }

    @Override
    public Map<String, Fate> fates(Collection<String> keys) {
        synchronized (lock) {
            var fates = new HashMap<String, Fate>();
            for (var key : keys) {
                if (refersTo(key)) {
                    fates.put(key, Fate.KNOWN);
                } else if (condemned.contains(key)) {
                    fates.put(key, Fate.CONDEMNED);
                }
            }
            return fates;
        }
    }

    @Override
    public void restore(Contents contents) {
        synchronized (lock) {
            batches.clear();
            batchesByKey.clear();
            segments.clear();
            leases.clear();
            condemned.clear();
            rows.clear();
            heritage.clear();
            layout = contents.layout();
            heritage.take(contents.taken());
            head = contents.head();
            for (var batch : contents.batches()) {
                batches.put(batch.ordinal(), batch);
                batchesByKey.put(batch.key(), batch);
            }
            contents.states().forEach(this::restore);
        }
    }

    private void restore(Contents.State state) {
        var row =
                new MemorySack(state.epoch(), state.consumed(), state.generation(), state.record());
        row.parts.addAll(state.parts());
        row.setAside.addAll(state.setAside());
        heritage.add(state.inherited());
        state.parts().forEach(part -> segments.add(part.key()));
        state.inherited().forEach(part -> segments.add(part.key()));
        rows.add(row);
    }

    @Override
    public List<String> condemned(Instant before, int limit) {
        synchronized (lock) {
            return condemned.waiting(before, limit);
        }
    }

    @Override
    public void deleted(Collection<String> keys, Instant now) {
        synchronized (lock) {
            condemned.deleted(keys, now);
        }
    }

    @Override
    public void close() {
        // Nothing is held outside the heap.
    }
}
