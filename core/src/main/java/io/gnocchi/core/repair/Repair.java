package io.gnocchi.core.repair;

import io.gnocchi.core.manifest.Batch;
import io.gnocchi.core.manifest.BatchSection;
import io.gnocchi.core.manifest.Commit;
import io.gnocchi.core.manifest.Inherited;
import io.gnocchi.core.manifest.Lease;
import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.manifest.SackView;
import io.gnocchi.core.manifest.SegmentPart;
import io.gnocchi.core.manifest.SetAside;
import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.core.processing.Recorder;
import io.gnocchi.core.processing.Takeover;
import io.gnocchi.core.segment.BatchReader;
import io.gnocchi.core.segment.BatchWriter;
import io.gnocchi.core.segment.Directory;
import io.gnocchi.core.segment.MetricRecord;
import io.gnocchi.core.segment.ObjectNames;
import io.gnocchi.core.segment.SegmentReader;
import io.gnocchi.core.segment.SegmentWriter;
import io.gnocchi.core.store.CorruptObjectException;
import io.gnocchi.core.store.ObjectMissingException;
import io.gnocchi.core.store.ObjectStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an operator may do about findings. Nothing is done but what was asked for.
///
/// Measures set aside are judged, and the next fold of metricd does what was said. Damaged objects
/// are done without by this process itself, which therefore takes all sacks: metricd must not run.
public final class Repair {
    private static final String WORKER = "gnocchi-check";
    private static final Duration TERM = Duration.ofMinutes(10);
    private static final int KEYS_AT_ONCE = 1000;

    private final Manifest manifest;
    private final ObjectStore store;
    private final ObjectNames names;
    private final InstantSource clock;

    public Repair(Manifest manifest, ObjectStore store, ObjectNames names, InstantSource clock) {
        this.manifest = manifest;
        this.store = store;
        this.names = names;
        this.clock = clock;
    }

    /// Notes a verdict on measures set aside.
    ///
    /// @param id a metric, or the object that keeps measures
    /// @return how many marks it concerns
    public int judge(String id, SetAside.Verdict verdict) {
        var marks =
                manifest.setAside().stream()
                        .filter(mark ->
                                mark.key().equals(id) || id.equals(String.valueOf(mark.metric())))
                        .toList();
        int judged = manifest.judge(marks, verdict);
        if (judged > 0) {
            wakeMetricd();
        }
        return judged;
    }

    /// A fold looks at sacks that are behind the newest batch; an empty one makes all of them so.
    private void wakeMetricd() {
        var empty = BatchWriter.write(manifest.sacks(), List.of());
        var key = names.next(ObjectNames.BATCHES);
        put(key, empty.bytes());
        manifest.append(empty.named(key));
    }

    private void put(String key, byte[] bytes) {
        if (!store.putIfAbsent(key, bytes)) {
            throw new UnavailableException("the name " + key + " is taken");
        }
    }

    /// Deletes objects nothing refers to.
    ///
    /// @param age how old they must be: younger ones may be about to be referred to
    /// @return how many were deleted
    public int removeOrphans(Duration age) {
        int removed = 0;
        var before = clock.instant().minus(age);
        for (var prefix :
                List.of(
                        ObjectNames.BATCHES,
                        ObjectNames.SEGMENTS,
                        ObjectNames.SET_ASIDE,
                        ObjectNames.COMMITS)) {
            var old = new ArrayList<String>();
            for (var object : store.list(prefix)) {
                if (ObjectNames.madeAt(object.key()).isBefore(before)) {
                    old.add(object.key());
                }
            }
            for (int from = 0; from < old.size(); from += KEYS_AT_ONCE) {
                int to = Math.min(old.size(), from + KEYS_AT_ONCE);
                var orphans = manifest.condemnUnknown(old.subList(from, to), clock.instant());
                store.delete(orphans);
                manifest.deleted(orphans, clock.instant());
                removed += orphans.size();
            }
        }
        return removed;
    }

    /// What doing without a damaged object did.
    ///
    /// @param sacks whose data it held
    /// @param kept metrics whose records could be read and were kept
    /// @param lost metrics whose records are gone, as far as they are known by name
    public record Loss(int sacks, int kept, int lost) {}

    /// Does without what cannot be read of a batch or segment; the rest of it is kept.
    ///
    /// @throws IllegalStateException when metricd runs, or the manifest does not need the object
    public Loss dropDamaged(String key) {
        var alive = manifest.workers(clock.instant());
        if (!alive.isEmpty()) {
            throw new IllegalStateException("metricd runs (" + alive + "): stop it first");
        }
        try {
            var leases = manifest.lease(WORKER, clock.instant(), TERM);
            if (leases.size() < manifest.layout().sacks().count()) {
                throw new IllegalStateException("others hold sacks: stop metricd first");
            }
            return key.startsWith(ObjectNames.BATCHES)
                    ? giveUpBatch(key, leases)
                    : giveUpSegment(key, leases);
        } finally {
            manifest.release(WORKER);
        }
    }

    private Loss giveUpBatch(String key, List<Lease> leases) {
        var marks = new ArrayList<SetAside>();
        var views = manifest.views();
        for (var view : views) {
            for (var batch : view.batches()) {
                if (batch.key().equals(key)) {
                    giveUpSections(batch, view, marks);
                }
            }
        }
        if (marks.isEmpty()) {
            throw new IllegalStateException("nothing of " + key + " is needed and unreadable");
        }
        commit(views, leases, List.of(), List.of(), marks, List.of());
        wakeMetricd();
        return new Loss((int) marks.stream().mapToInt(SetAside::sack).distinct().count(), 0, 0);
    }

    private void giveUpSections(Batch batch, SackView view, List<SetAside> marks) {
        for (var section : view.sections(batch)) {
            if (!isReadable(batch, section)) {
                marks.add(
                        SetAside.of(
                                view.sack(),
                                batch,
                                section,
                                clock.instant(),
                                "given up by an operator",
                                SetAside.Verdict.DROP));
            }
        }
    }

    private boolean isReadable(Batch batch, BatchSection section) {
        try {
            var _ = BatchReader.read(store, batch, section);
            return true;
        } catch (CorruptObjectException | ObjectMissingException _) {
            return false;
        }
    }

    private Loss giveUpSegment(String key, List<Lease> leases) {
        var views = manifest.views();
        var removed = new ArrayList<SegmentPart>();
        for (var view : views) {
            view.parts().stream().filter(part -> part.key().equals(key)).forEach(removed::add);
        }
        if (removed.isEmpty()) {
            return giveUpInherited(key, views, leases);
        }
        var salvage = new Salvage(store, key, removed.getFirst().sizeBytes());
        var writer = new SegmentWriter();
        for (var part : removed) {
            writer.begin(part.sack(), part.from(), part.through());
            salvage.records(part).forEach(writer::add);
            writer.end();
        }
        if (salvage.lost == 0 && salvage.isWhole) {
            throw new IllegalStateException("nothing of " + key + " is unreadable");
        }
        var added = List.<SegmentPart>of();
        if (!writer.isEmpty()) {
            var name = names.next(ObjectNames.SEGMENTS);
            var encoded = writer.finish(name, List.of());
            put(name, encoded.bytes());
            added = encoded.parts();
        }
        commit(views, leases, added, removed, List.of(), List.of());
        return new Loss(removed.size(), salvage.kept, salvage.lost);
    }

    /// Every heir takes over what can be read.
    private Loss giveUpInherited(String key, List<SackView> views, List<Lease> leases) {
        var heirs = views.stream().filter(view -> view.inheritedKeys().contains(key)).toList();
        if (heirs.isEmpty()) {
            throw new IllegalStateException("nothing refers to " + key);
        }
        long size =
                heirs.getFirst().inherited().stream()
                        .filter(part -> part.key().equals(key))
                        .mapToLong(SegmentPart::sizeBytes)
                        .findFirst()
                        .orElseThrow();
        var salvage = new Salvage(store, key, size);
        var added =
                Takeover.of(store, names, salvage::directory, salvage::readable).parts(key, heirs);
        if (salvage.lost == 0 && salvage.isWhole) {
            throw new IllegalStateException("nothing of " + key + " is unreadable");
        }
        var taken = heirs.stream().map(view -> new Inherited(view.sack(), key)).toList();
        commit(views, leases, added, List.of(), List.of(), taken);
        return new Loss(heirs.size(), salvage.kept, salvage.lost);
    }

    private void commit(
            List<SackView> views,
            List<Lease> leases,
            List<SegmentPart> added,
            List<SegmentPart> removed,
            List<SetAside> marks,
            List<Inherited> taken) {
        var seen = Recorder.generations(views);
        var commit =
                new Commit(
                        leases,
                        Commit.UNCHANGED,
                        added,
                        removed,
                        marks,
                        List.of(),
                        seen,
                        null,
                        taken);
        var recorder = new Recorder(manifest, store, names);
        if (!recorder.commit(commit)) {
            throw new IllegalStateException("lost to a worker that began meanwhile: try again");
        }
    }

    /// What can still be read of a segment.
    private static final class Salvage {
        private final ObjectStore store;
        private final String key;
        private final long sizeBytes;
        private int kept;
        private int lost;
        private boolean isWhole = true;
        private @Nullable SegmentReader opened;

        Salvage(ObjectStore store, String key, long sizeBytes) {
            this.store = store;
            this.key = key;
            this.sizeBytes = sizeBytes;
        }

        List<MetricRecord> records(SegmentPart part) {
            return readable(directory(part.sack()));
        }

        private SegmentReader reader() {
            if (opened == null) {
                opened = SegmentReader.open(store, key, sizeBytes);
            }
            return opened;
        }

        /// The metrics of a sack, as far as they can be told.
        List<Directory.Entry> directory(int sack) {
            try {
                return reader().directory(sack).entries();
            } catch (CorruptObjectException | ObjectMissingException _) {
                isWhole = false;
                return List.of();
            }
        }

        /// The records that can be read.
        List<MetricRecord> readable(List<Directory.Entry> entries) {
            var records = new ArrayList<MetricRecord>();
            for (var entry : entries) {
                try {
                    records.addAll(reader().records(List.of(entry)));
                } catch (CorruptObjectException _) {
                    lost++;
                } catch (ObjectMissingException _) {
                    isWhole = false;
                }
            }
            kept += records.size();
            return records;
        }
    }
}
