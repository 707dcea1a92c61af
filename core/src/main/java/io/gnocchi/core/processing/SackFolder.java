package io.gnocchi.core.processing;

import io.gnocchi.core.index.Index;
import io.gnocchi.core.manifest.SackView;
import io.gnocchi.core.manifest.SegmentPart;
import io.gnocchi.core.segment.Directory;
import io.gnocchi.core.segment.MetricRecord;
import io.gnocchi.core.segment.MetricRequests;
import io.gnocchi.core.segment.SegmentCache;
import io.gnocchi.core.series.MetricFold;
import io.gnocchi.core.series.MetricState;
import io.gnocchi.core.store.CorruptObjectException;
import io.gnocchi.core.store.ObjectMissingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Folds the requests of one sack into the records of one part.
final class SackFolder {
    private final SegmentCache segments;
    private final Index index;

    SackFolder(SegmentCache segments, Index index) {
        this.segments = segments;
        this.index = index;
    }

    /// What was folded of a sack.
    ///
    /// @param records by metric; metrics that are deleted or could not be folded are missing
    /// @param late measures that came too late and were dropped
    record Folded(List<MetricRecord> records, long late) {
        Folded {
            records = List.copyOf(records);
        }
    }

    /// @param requests by metric, in the order of acknowledgment
    /// @param resumption knows whose measures wait for an operator
    /// @param aside takes what cannot be folded
    /// @throws ObjectMissingException when a part is gone
    Folded fold(
            SackView view,
            SortedMap<UUID, List<MetricRequests>> requests,
            Resumption resumption,
            SettingAside aside) {
        var hot =
                view.held().stream()
                        .filter(held -> Parts.isHot(held.part()))
                        .filter(held ->
                                held.former() == null
                                        || requests.keySet().stream().anyMatch(held::mayHold))
                        .map(this::opened)
                        .toList();
        var folds = new TreeMap<UUID, Pending>();
        var failures = new TreeMap<UUID, String>();
        requests.forEach((metric, all) -> {
            if (resumption.isUndecided(metric)) {
                resumption.setAsideToo(metric, all);
                return;
            }
            try {
                var pending = new Pending(newestEntry(hot, metric), all);
                folds.put(metric, pending);
                pending.accept();
            } catch (RuntimeException e) {
                failures.put(metric, reason(e));
            }
        });
        var inactive = inactive(folds, failures.keySet());
        folds.keySet().removeAll(inactive);
        var old = oldRecords(hot, folds, failures);
        var records = new ArrayList<MetricRecord>(folds.size());
        folds.forEach((metric, pending) -> {
            if (failures.containsKey(metric)) {
                return;
            }
            try {
                var record = pending.record(metric, old.getOrDefault(metric, List.of()));
                if (record != null) {
                    records.add(record);
                }
            } catch (RuntimeException e) {
                failures.put(metric, reason(e));
            }
        });
        failures.keySet().removeAll(inactive);
        folds.keySet().removeAll(failures.keySet());
        failures.forEach((metric, reason) -> {
            var all = Objects.requireNonNull(requests.get(metric));
            aside.metric(view.sack(), metric, all, reason, true);
        });
        long late = folds.values().stream().mapToLong(pending -> pending.fold.late()).sum();
        return new Folded(records, late);
    }

    private static String reason(RuntimeException failure) {
        return failure instanceof CorruptObjectException
                ? String.valueOf(failure.getMessage())
                : failure.toString();
    }

    /// A hot part and what it says it holds.
    ///
    /// @param damage why its directory cannot be read, if so
    private record Opened(
            SackView.Held held, @Nullable Directory directory, @Nullable String damage) {
        Directory.@Nullable Entry find(UUID metric) {
            if (!held.mayHold(metric)) {
                return null;
            }
            if (directory == null) {
                throw new CorruptObjectException(String.valueOf(damage));
            }
            return directory.find(metric);
        }
    }

    private Opened opened(SackView.Held held) {
        try {
            return new Opened(held, segments.directory(held.part()), null);
        } catch (CorruptObjectException e) {
            return new Opened(held, null, String.valueOf(e.getMessage()));
        }
    }

    /// Metrics nobody has folded before may have been deleted before their measures came here; the
    /// others disappear when their parts are rewritten.
    ///
    /// @param unknown of whom nobody can tell whether they were folded before
    private Set<UUID> inactive(Map<UUID, Pending> folds, Set<UUID> unknown) {
        var fresh = new ArrayList<>(unknown);
        folds.forEach((metric, pending) -> {
            if (pending.isFirst()) {
                fresh.add(metric);
            }
        });
        return fresh.isEmpty() ? Set.of() : new HashSet<>(index.inactiveMetrics(fresh));
    }

    /// The newest state of a metric.
    ///
    /// @throws CorruptObjectException when it may stand where nobody can read it
    private static Directory.@Nullable Entry newestEntry(List<Opened> hot, UUID metric) {
        for (int i = hot.size() - 1; i >= 0; i--) {
            var entry = hot.get(i).find(metric);
            if (entry != null) {
                return entry;
            }
        }
        return null;
    }

    /// What is known, oldest part first, of the metrics whose raw points are needed.
    ///
    /// @param failures gets those whose points cannot be read
    private Map<UUID, List<MetricRecord>> oldRecords(
            List<Opened> hot, Map<UUID, Pending> folds, Map<UUID, String> failures) {
        var records = new HashMap<UUID, List<MetricRecord>>();
        var needed = new ArrayList<UUID>();
        folds.forEach((metric, pending) -> {
            boolean known = !pending.isFirst() && !failures.containsKey(metric);
            if (known && pending.fold.needsOldPoints()) {
                needed.add(metric);
            }
        });
        for (var part : hot) {
            var wanted = new ArrayList<Directory.Entry>();
            for (var metric : needed) {
                try {
                    var entry = part.find(metric);
                    if (entry != null) {
                        wanted.add(entry);
                    }
                } catch (CorruptObjectException e) {
                    failures.put(metric, reason(e));
                }
            }
            for (var record : readable(part.held().part(), wanted, failures)) {
                // Closed aggregates are not looked at here, and need not be held.
                records.computeIfAbsent(record.metric(), _ -> new ArrayList<>())
                        .add(record.withClosed(List.of()));
            }
        }
        return records;
    }

    /// Reads records, together if all can be read, else one by one.
    private List<MetricRecord> readable(
            SegmentPart part, List<Directory.Entry> wanted, Map<UUID, String> failures) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        try {
            return segments.reader(part).records(wanted);
        } catch (CorruptObjectException _) {
            var records = new ArrayList<MetricRecord>();
            for (var entry : wanted) {
                try {
                    records.addAll(segments.reader(part).records(List.of(entry)));
                } catch (CorruptObjectException e) {
                    failures.put(entry.metric(), reason(e));
                }
            }
            return records;
        }
    }

    /// A metric on its way through the fold.
    private static final class Pending {
        private final List<MetricRequests> requests;
        private final boolean first;
        private final MetricFold fold;

        Pending(Directory.@Nullable Entry known, List<MetricRequests> requests) {
            this.requests = requests;
            this.first = known == null;
            this.fold =
                    new MetricFold(
                            known == null ? null : new MetricState(known.state(), known.policy()));
        }

        void accept() {
            for (var batch : requests) {
                batch.requests().forEach(fold::accept);
            }
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
