package io.gnocchi.core.repair;

import io.gnocchi.core.manifest.Batch;
import io.gnocchi.core.manifest.BatchName;
import io.gnocchi.core.manifest.Contents;
import io.gnocchi.core.manifest.Layout;
import io.gnocchi.core.manifest.SegmentPart;
import io.gnocchi.core.manifest.SetAside;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.model.Shard;
import io.gnocchi.core.segment.BatchReader;
import io.gnocchi.core.segment.CommitRecord;
import io.gnocchi.core.segment.ObjectNames;
import io.gnocchi.core.segment.Provenance;
import io.gnocchi.core.segment.SegmentReader;
import io.gnocchi.core.store.CorruptObjectException;
import io.gnocchi.core.store.Fetched;
import io.gnocchi.core.store.ObjectStore;
import io.gnocchi.core.store.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Works out what the manifest said from the objects alone. Nothing may write meanwhile.
///
/// *Sacks.* A commit record tells what its sacks are after it, whole, and is written before the
/// commit. Whether the commit was made is not known, but it does not matter: the record is true of
/// measures of the generation before, so as long as everything it names exists, its state holds
/// exactly what had been acknowledged. Of the newest generation of a sack the first state that is
/// whole is taken; when there is none, the newest commit was never made and what it was to replace
/// is still there, one generation before. Before the first generation nothing was folded.
///
/// *Batches.* Ordinals are told by commit records and by the batches that came later. A process
/// writes batches one after the other, and each tells all that became visible since the one before;
/// so the ordinals told have no gaps, and batches nobody tells were under way all at the same time,
/// after all others. They come last. Whether those were acknowledged cannot be known: they count,
/// for a request that failed with 503 may have happened. Only where the same process wrote a later
/// batch, or others that would tell are much younger, the append has certainly failed.
///
/// The decision record 0008 has the whole argument.
public final class ManifestRebuild {
    /// No worker of before has an epoch so much larger than the last one told.
    private static final long EPOCH_LEAP = 1 << 20;

    /// An append does not take longer; older batches that nobody tells were never acknowledged.
    private static final Duration LONGEST_APPEND = Duration.ofHours(1);

    private final ObjectStore store;
    private final Sacks expected;
    private final Consumer<Finding> findings;
    private final Progress progress;

    private final Map<String, CommitRecord> records = new TreeMap<>();

    /// Those of them that tell of the last layout.
    private final Map<String, CommitRecord> last = new TreeMap<>();

    private final TreeMap<Long, String> told = new TreeMap<>();
    private final Map<String, Batch> batches = new HashMap<>();
    private final Map<String, Provenance> provenances = new HashMap<>();
    private final Map<String, Map<Integer, SegmentPart>> parts = new HashMap<>();

    /// Objects that can keep measures set aside, readable or not.
    private final Set<String> keepers = new HashSet<>();

    private ManifestRebuild(
            ObjectStore store, int sacks, Consumer<Finding> findings, Progress progress) {
        this.store = store;
        this.expected = new Sacks(Math.max(1, sacks));
        this.findings = findings;
        this.progress = progress;
    }

    /// What the manifest said.
    ///
    /// @param sacks how many the deployment has, if no object tells; 0 when nobody knows
    /// @param findings gets what cannot be had back
    /// @throws IllegalStateException when the objects do not belong to such a deployment
    public static Contents contents(
            ObjectStore store, int sacks, Consumer<Finding> findings, Progress progress) {
        return new ManifestRebuild(store, sacks, findings, progress).contents(sacks);
    }

    private Contents contents(int sacks) {
        readRecords();
        readBatches();
        readSegments();
        store.list(ObjectNames.SET_ASIDE).forEach(object -> keepers.add(object.key()));
        var layouts = new ToldLayouts(records, state -> missing(state) == null);
        var layout = layouts.layout() == null ? first(sacks) : layouts.layout();
        last.putAll(layouts.ofLast());
        var states = new ArrayList<Contents.State>();
        for (int sack = 0; sack < layout.sacks().count(); sack++) {
            states.add(state(sack, layout));
        }
        return withBatches(layout, states);
    }

    private void readRecords() {
        var stored = store.list(ObjectNames.COMMITS);
        long done = 0;
        for (var object : stored) {
            try {
                var record =
                        Fetched.whole(store, object.key())
                                .decoded(bytes -> CommitRecord.of(object.key(), bytes));
                record.names().forEach(this::tell);
                records.put(object.key(), record.withoutNames());
            } catch (CorruptObjectException e) {
                damaged(object.key(), e);
            }
            progress.at("commit records", ++done, stored.size());
        }
    }

    private void tell(BatchName name) {
        var before = told.putIfAbsent(name.ordinal(), name.key());
        if (before != null && !before.equals(name.key())) {
            throw new IllegalStateException(
                    "ordinal %d is told of %s and of %s: these are objects of two deployments"
                            .formatted(name.ordinal(), before, name.key()));
        }
    }

    /// Of objects that tell nothing of it.
    private static Layout first(int sacks) {
        if (sacks == 0) {
            throw new IllegalStateException("no object tells the number of sacks");
        }
        return Layout.first(new Sacks(sacks));
    }

    private void readBatches() {
        var stored = store.list(ObjectNames.BATCHES);
        long done = 0;
        for (var object : stored) {
            keepers.add(object.key());
            try {
                var fetched = Fetched.whole(store, object.key());
                told(object, fetched.decoded(bytes -> BatchReader.told(object.key(), bytes)));
                var provenance =
                        fetched.decoded(bytes -> BatchReader.provenance(object.key(), bytes));
                provenance.names().forEach(this::tell);
                provenances.put(
                        object.key(),
                        new Provenance(provenance.previous(), provenance.head(), List.of()));
            } catch (CorruptObjectException e) {
                damaged(object.key(), e);
            }
            progress.at("batches", ++done, stored.size());
        }
    }

    private void told(StoredObject object, BatchReader.Told batch) {
        var sacks = batch.sacks() == null ? oldest() : batch.sacks();
        batches.put(
                object.key(),
                new Batch(1, object.key(), object.sizeBytes(), sacks, batch.sections()));
    }

    /// How many sacks there were before any change that is told, which is when batches were written
    /// that do not tell.
    private Sacks oldest() {
        var layouts = records.values().stream().map(CommitRecord::layout);
        var oldest = layouts.min(Comparator.comparingLong(Layout::number));
        return oldest.map(Layout::sacks).orElse(expected);
    }

    private void readSegments() {
        var stored = store.list(ObjectNames.SEGMENTS);
        long done = 0;
        for (var object : stored) {
            try {
                parts.put(object.key(), parts(object));
            } catch (CorruptObjectException e) {
                damaged(object.key(), e);
            }
            progress.at("segments", ++done, stored.size());
        }
    }

    private Map<Integer, SegmentPart> parts(StoredObject object) {
        var bySack = new HashMap<Integer, SegmentPart>();
        SegmentReader.open(store, object.key(), object.sizeBytes())
                .parts(object.sizeBytes())
                .forEach(part -> bySack.put(part.sack(), part));
        return bySack;
    }

    private void damaged(String key, CorruptObjectException why) {
        findings.accept(new Finding.Damaged(key, null, null, String.valueOf(why.getMessage())));
    }

    /// A state that some record tells of a sack.
    private record Told(String key, CommitRecord record, CommitRecord.State state) {}

    private Contents.State state(int sack, Layout layout) {
        var all = new ArrayList<Told>();
        last.forEach((key, record) ->
                record.states().stream()
                        .filter(state -> state.sack() == sack)
                        .forEach(state -> all.add(new Told(key, record, state))));
        if (all.isEmpty()) {
            return untouched(sack, 0);
        }
        all.sort(
                Comparator.comparingLong((Told one) -> one.state().generation())
                        .thenComparingLong(one -> one.state().consumed())
                        .reversed()
                        .thenComparing(Told::key));
        long newest = all.getFirst().state().generation();
        long epoch = all.stream().mapToLong(one -> one.state().epoch()).max().orElseThrow();
        for (var one : all) {
            if (one.state().generation() >= newest - 1 && missing(one.state()) == null) {
                return restored(one, epoch, layout);
            }
        }
        if (newest == 1) {
            return untouched(sack, epoch);
        }
        var first = all.getFirst();
        findings.accept(
                new Finding.Missing(
                        String.valueOf(missing(first.state())), "sack %d".formatted(sack)));
        return restored(first, epoch, layout);
    }

    /// The generation before all records.
    private static Contents.State untouched(int sack, long epoch) {
        return new Contents.State(sack, epoch + EPOCH_LEAP, 0, 0, null, List.of(), List.of());
    }

    /// An object that a state names and that is not there, or null.
    private @Nullable String missing(CommitRecord.State state) {
        for (var key : state.parts()) {
            if (!parts.getOrDefault(key, Map.of()).containsKey(state.sack())) {
                return key;
            }
        }
        var setAside = state.setAside().stream().map(SetAside::key);
        return Stream.concat(
                        state.inherited().stream().filter(key -> !parts.containsKey(key)),
                        setAside.filter(key -> !keepers.contains(key)))
                .findFirst()
                .orElse(null);
    }

    private Contents.State restored(Told from, long epoch, Layout layout) {
        var state = from.state();
        var found = new ArrayList<SegmentPart>();
        for (var key : state.parts()) {
            var part = parts.getOrDefault(key, Map.of()).get(state.sack());
            if (part != null) {
                found.add(part);
            }
        }
        return new Contents.State(
                state.sack(),
                epoch + EPOCH_LEAP,
                state.consumed(),
                state.generation(),
                from.key(),
                found,
                inherited(from, layout),
                state.setAside());
    }

    private List<SegmentPart> inherited(Told from, Layout layout) {
        var former = layout.former();
        if (former == null) {
            return List.of();
        }
        var heir = new Shard(layout.sacks(), from.state().sack());
        var inherited = new ArrayList<SegmentPart>();
        for (var key : from.state().inherited()) {
            for (int sack : from.record().heritage().getOrDefault(key, List.of())) {
                var part = parts.getOrDefault(key, Map.of()).get(sack);
                if (part != null && heir.meets(new Shard(former.sacks(), sack))) {
                    inherited.add(part);
                }
            }
        }
        return inherited;
    }

    private Contents withBatches(Layout layout, List<Contents.State> states) {
        long consumedByAll =
                states.stream().mapToLong(Contents.State::consumed).min().orElseThrow();
        long head =
                Math.max(
                        told.isEmpty() ? 0 : told.lastKey(),
                        states.stream().mapToLong(Contents.State::consumed).max().orElseThrow());
        var restored = new ArrayList<Batch>();
        // What all sacks have consumed too, until it is deleted: unknown, it would outlive those
        // who
        // tell its ordinal, and then look as if it had never had one.
        for (var name : told.entrySet()) {
            var batch = batches.get(name.getValue());
            if (batch != null) {
                restored.add(at(name.getKey(), batch));
            } else if (name.getKey() > consumedByAll) {
                findings.accept(
                        new Finding.Missing(
                                name.getValue(), "measures of ordinal " + name.getKey()));
            }
        }
        for (var key : untoldBatches()) {
            restored.add(at(++head, batches.get(key)));
        }
        return new Contents(head, layout, restored, states);
    }

    private static Batch at(long ordinal, @Nullable Batch batch) {
        if (batch == null) {
            throw new IllegalStateException("no batch for ordinal " + ordinal);
        }
        return new Batch(ordinal, batch.key(), batch.sizeBytes(), batch.sacks(), batch.sections());
    }

    /// What any commit has set aside was read by it, so it is not under way: also where it has been
    /// settled since, and what told its ordinal went before it.
    private Set<String> setAsideOnce() {
        var once = new HashSet<String>();
        for (var record : records.values()) {
            for (var state : record.states()) {
                state.setAside().stream().map(SetAside::key).forEach(once::add);
            }
        }
        return once;
    }

    /// Batches that may have been acknowledged last, in an order that may have been theirs.
    private List<String> untoldBatches() {
        var candidates = new HashSet<>(batches.keySet());
        candidates.removeAll(told.values());
        candidates.removeAll(setAsideOnce());
        provenances.values().forEach(provenance -> candidates.remove(provenance.previous()));
        // Only of what tells of batches: a segment may be written long after a batch that nobody
        // has told yet, when nothing was written in between.
        var telling = provenances.keySet().stream().filter(key -> headBefore(key) > 0);
        var newest =
                Stream.concat(records.keySet().stream(), telling)
                        .map(ObjectNames::madeAt)
                        .filter(at -> !at.equals(Instant.MAX))
                        .max(Comparator.naturalOrder())
                        .orElse(Instant.EPOCH);
        return candidates.stream()
                .filter(key -> !ObjectNames.madeAt(key).isBefore(newest.minus(LONGEST_APPEND)))
                .sorted(
                        Comparator.comparingLong(this::headBefore)
                                .thenComparing(ObjectNames::madeAt)
                                .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private long headBefore(String key) {
        return provenances.getOrDefault(key, Provenance.NONE).head();
    }
}
