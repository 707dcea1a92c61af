package io.gnocchi.core.processing;

import io.gnocchi.core.index.Index;
import io.gnocchi.core.manifest.SackView;
import io.gnocchi.core.manifest.SegmentPart;
import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.core.segment.Directory;
import io.gnocchi.core.segment.MetricRecord;
import io.gnocchi.core.segment.MetricRequests;
import io.gnocchi.core.segment.SegmentCache;
import io.gnocchi.core.series.MetricFold;
import io.gnocchi.core.series.MetricState;
import io.gnocchi.core.store.ObjectMissingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Folds the requests of one sack into the records of one part.
final class SackFolder {
    private final SegmentCache segments;
    private final Index index;
    private final SetAside setAside;

    SackFolder(SegmentCache segments, Index index, SetAside setAside) {
        this.segments = segments;
        this.index = index;
        this.setAside = setAside;
    }

    /// What was folded of a sack.
    ///
    /// @param records by metric; metrics that are deleted or could not be folded are missing
    /// @param late measures that came too late and were dropped
    record Folded(List<MetricRecord> records, long late) {
        static final Folded NOTHING = new Folded(List.of(), 0);

        Folded {
            records = List.copyOf(records);
        }
    }

    /// @param requests by metric, in the order of acknowledgment
    Folded fold(SackView view, SortedMap<UUID, List<MetricRequests>> requests) {
        var hot = view.parts().stream().filter(Parts::isHot).toList();
        var folds = new TreeMap<UUID, Pending>();
        requests.forEach((metric, all) -> {
            var pending = new Pending(newestEntry(hot, metric), all);
            if (pending.accept()) {
                folds.put(metric, pending);
            } else {
                setAside.put(metric, all, pending.failure());
            }
        });
        folds.keySet().removeAll(inactive(folds));
        var old = oldRecords(hot, folds);
        var records = new ArrayList<MetricRecord>(folds.size());
        folds.forEach((metric, pending) -> {
            try {
                var record = pending.record(metric, old.getOrDefault(metric, List.of()));
                if (record != null) {
                    records.add(record);
                }
            } catch (RuntimeException e) {
                rethrowTrouble(e);
                setAside.put(metric, pending.requests, e);
            }
        });
        long late = folds.values().stream().mapToLong(pending -> pending.fold.late()).sum();
        return new Folded(records, late);
    }

    /// Metrics nobody has folded before may have been deleted before their measures came here; the
    /// others disappear when their parts are rewritten.
    private Set<UUID> inactive(Map<UUID, Pending> folds) {
        var fresh = new ArrayList<UUID>();
        folds.forEach((metric, pending) -> {
            if (pending.isFirst()) {
                fresh.add(metric);
            }
        });
        return fresh.isEmpty() ? Set.of() : new HashSet<>(index.inactiveMetrics(fresh));
    }

    private Directory.@Nullable Entry newestEntry(List<SegmentPart> hot, UUID metric) {
        for (int i = hot.size() - 1; i >= 0; i--) {
            var entry = segments.directory(hot.get(i)).find(metric);
            if (entry != null) {
                return entry;
            }
        }
        return null;
    }

    /// What is known, oldest part first, of the metrics whose raw points are needed.
    private Map<UUID, List<MetricRecord>> oldRecords(
            List<SegmentPart> hot, Map<UUID, Pending> folds) {
        var records = new HashMap<UUID, List<MetricRecord>>();
        var needed = new ArrayList<UUID>();
        folds.forEach((metric, pending) -> {
            if (pending.fold.needsOldPoints() && !pending.isFirst()) {
                needed.add(metric);
            }
        });
        if (needed.isEmpty()) {
            return records;
        }
        for (var part : hot) {
            var directory = segments.directory(part);
            var wanted = new ArrayList<Directory.Entry>();
            for (var metric : needed) {
                var entry = directory.find(metric);
                if (entry != null) {
                    wanted.add(entry);
                }
            }
            for (var record : segments.reader(part).records(wanted)) {
                // Closed aggregates are not looked at here, and need not be held.
                records.computeIfAbsent(record.metric(), _ -> new ArrayList<>())
                        .add(record.withClosed(List.of()));
            }
        }
        return records;
    }

    private static void rethrowTrouble(RuntimeException e) {
        if (e instanceof UnavailableException || e instanceof ObjectMissingException) {
            throw e;
        }
    }

    /// A metric on its way through the fold.
    private static final class Pending {
        private final List<MetricRequests> requests;
        private final boolean first;
        private final MetricFold fold;
        private @Nullable RuntimeException failure;

        Pending(Directory.@Nullable Entry known, List<MetricRequests> requests) {
            this.requests = requests;
            this.first = known == null;
            this.fold =
                    new MetricFold(
                            known == null ? null : new MetricState(known.state(), known.policy()));
        }

        boolean accept() {
            try {
                for (var batch : requests) {
                    batch.requests().forEach(fold::accept);
                }
                return true;
            } catch (RuntimeException e) {
                failure = e;
                return false;
            }
        }

        RuntimeException failure() {
            return failure == null ? new IllegalStateException("no failure") : failure;
        }

        boolean isFirst() {
            return first;
        }

        @Nullable MetricRecord record(UUID metric, List<MetricRecord> old) {
            var outcome = fold.finish(MetricRecord.pointsOf(old), MetricRecord.amendmentsOf(old));
            return outcome == null
                    ? null
                    : new MetricRecord(
                            metric,
                            outcome.state().policy(),
                            outcome.state().window(),
                            outcome.raw(),
                            outcome.closed(),
                            outcome.amendments());
        }
    }
}
