package io.gnocchi.core.repair;

import io.gnocchi.core.index.Index;
import io.gnocchi.core.manifest.Batch;
import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.manifest.SegmentPart;
import io.gnocchi.core.manifest.SetAside;
import io.gnocchi.core.segment.BatchReader;
import io.gnocchi.core.segment.CommitRecord;
import io.gnocchi.core.segment.MetricRequests;
import io.gnocchi.core.segment.ObjectNames;
import io.gnocchi.core.store.CorruptObjectException;
import io.gnocchi.core.store.ObjectMissingException;
import io.gnocchi.core.store.ObjectStore;
import io.gnocchi.core.store.StoredObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Looks at every object and every row of the manifest: is it there, is it whole, do they agree.
/// Changes nothing and may run while everything else does: what disappears meanwhile because nobody
/// needs it any more is no finding. Holds one batch, or 16 MB of a segment, at a time.
public final class Check {
    private static final int KEYS_AT_ONCE = 1000;

    private final Manifest manifest;
    private final ObjectStore store;
    private final KnownMetrics metrics;
    private final Progress progress;
    private final Consumer<Finding> findings;

    /// @param findings gets what is found, as it is found
    public Check(
            Manifest manifest,
            ObjectStore store,
            Index index,
            Progress progress,
            Consumer<Finding> findings) {
        this.manifest = manifest;
        this.store = store;
        this.metrics = new KnownMetrics(index, findings);
        this.progress = progress;
        this.findings = findings;
    }

    /// Looks at everything.
    public void run() {
        checkBatches();
        checkSegments();
        checkSetAside();
        checkRecords();
        checkOrphans();
    }

    private void checkBatches() {
        var batches = manifest.unfolded();
        long done = 0;
        for (var batch : batches) {
            whileNeeded(batch.key(), "measures of ordinal " + batch.ordinal(), () -> check(batch));
            progress.at("batches", ++done, batches.size());
        }
    }

    private void check(Batch batch) {
        var object = store.get(batch.key());
        if (object.length != batch.sizeBytes()) {
            disagree(
                    batch.key(),
                    "%d bytes, the manifest says %d".formatted(object.length, batch.sizeBytes()));
        }
        var told = BatchReader.told(batch.key(), object);
        var sections = told.sections();
        if (!sections.equals(batch.sections())
                || (told.sacks() != null && !told.sacks().equals(batch.sacks()))) {
            disagree(batch.key(), "its sections are not those of the manifest");
        }
        var _ = BatchReader.provenance(batch.key(), object);
        boolean whole = true;
        int newest = 0;
        for (var section : sections) {
            try {
                newest = Math.max(newest, BatchReader.version(batch.key(), object, section));
                var ids =
                        BatchReader.decode(batch, object, section).stream()
                                .map(MetricRequests::metric)
                                .toList();
                metrics.check(batch.key(), batch.shard(section), ids, ids);
            } catch (CorruptObjectException e) {
                damaged(batch.key(), section.sack(), e);
                whole = false;
            }
        }
        if (whole && newest != told.version()) {
            disagree(
                    batch.key(),
                    "begins as version %d, its sections are of version %d"
                            .formatted(told.version(), newest));
        }
    }

    private void checkSegments() {
        var bySegment = new TreeMap<String, Map<SegmentPart, Holders>>();
        for (var view : manifest.views()) {
            for (var held : view.held()) {
                bySegment
                        .computeIfAbsent(held.part().key(), _ -> new LinkedHashMap<>())
                        .computeIfAbsent(held.part(), _ -> new Holders(held, view))
                        .views()
                        .add(view);
            }
        }
        var segments = new SegmentCheck(store, metrics, findings);
        long done = 0;
        for (var segment : bySegment.entrySet()) {
            whileNeeded(
                    segment.getKey(),
                    "%d sacks".formatted(segment.getValue().size()),
                    () -> segments.check(segment.getKey(), segment.getValue()));
            progress.at("segments", ++done, bySegment.size());
        }
    }

    private void checkSetAside() {
        var marks = manifest.setAside();
        long done = 0;
        for (var mark : marks) {
            findings.accept(
                    mark.verdict() == SetAside.Verdict.NONE
                            ? new Finding.Waiting(mark)
                            : new Finding.Judged(mark));
            if (mark.metric() != null) {
                whileNeeded(mark.key(), "measures set aside", () -> check(mark));
            }
            progress.at("set aside", ++done, marks.size());
        }
    }

    private void check(SetAside mark) {
        var object = store.get(mark.key());
        var told = BatchReader.told(mark.key(), object);
        var sacks = told.sacks() == null ? manifest.sacks() : told.sacks();
        var batch = new Batch(mark.through(), mark.key(), object.length, sacks, told.sections());
        boolean holds =
                told.sections().stream()
                        .flatMap(section -> BatchReader.decode(batch, object, section).stream())
                        .anyMatch(requests -> requests.metric().equals(mark.metric()));
        if (!holds) {
            disagree(mark.key(), "nothing of metric " + mark.metric());
        }
    }

    private void checkRecords() {
        var records = store.list(ObjectNames.COMMITS);
        long done = 0;
        for (var record : records) {
            if (isKnown(record.key())) {
                whileNeeded(
                        record.key(),
                        "restoring the manifest",
                        () -> {
                            var _ = CommitRecord.of(record.key(), store.get(record.key()));
                        });
            }
            progress.at("commit records", ++done, records.size());
        }
    }

    private void checkOrphans() {
        for (var prefix :
                List.of(
                        ObjectNames.BATCHES,
                        ObjectNames.SEGMENTS,
                        ObjectNames.SET_ASIDE,
                        ObjectNames.COMMITS)) {
            var objects = store.list(prefix);
            for (int from = 0; from < objects.size(); from += KEYS_AT_ONCE) {
                int to = Math.min(objects.size(), from + KEYS_AT_ONCE);
                checkFates(objects.subList(from, to));
                progress.at("objects " + prefix, to, objects.size());
            }
        }
    }

    private void checkFates(List<StoredObject> objects) {
        var fates = manifest.fates(objects.stream().map(StoredObject::key).toList());
        for (var object : objects) {
            switch (fates.get(object.key())) {
                case null -> findings.accept(new Finding.Orphan(object.key(), object.sizeBytes()));
                case CONDEMNED ->
                        findings.accept(new Finding.Condemned(object.key(), object.sizeBytes()));
                case KNOWN -> {}
            }
        }
    }

    /// Looks at an object. What is wrong with one that is no longer needed is not told.
    private void whileNeeded(String key, String neededFor, Runnable look) {
        try {
            look.run();
        } catch (ObjectMissingException _) {
            if (isKnown(key)) {
                findings.accept(new Finding.Missing(key, neededFor));
            }
        } catch (CorruptObjectException e) {
            if (isKnown(key)) {
                findings.accept(
                        new Finding.Damaged(key, null, null, String.valueOf(e.getMessage())));
            }
        }
    }

    private boolean isKnown(String key) {
        return manifest.fates(List.of(key)).get(key) == Manifest.Fate.KNOWN;
    }

    private void damaged(String key, int sack, CorruptObjectException why) {
        findings.accept(new Finding.Damaged(key, sack, null, String.valueOf(why.getMessage())));
    }

    private void disagree(String key, String what) {
        findings.accept(new Finding.Disagreement(key, what));
    }
}
