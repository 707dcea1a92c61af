package io.gnocchi.core.processing;

import static java.util.Objects.requireNonNull;

import io.gnocchi.core.index.Index;
import io.gnocchi.core.manifest.SackView;
import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.core.segment.Directory;
import io.gnocchi.core.segment.MetricRecord;
import io.gnocchi.core.segment.MetricRequests;
import io.gnocchi.core.segment.SegmentCache;
import io.gnocchi.core.segment.StoredRecord;
import io.gnocchi.core.segment.TooManyPointsException;
import io.gnocchi.core.series.MetricFold;
import io.gnocchi.core.series.MetricState;
import io.gnocchi.core.store.CorruptObjectException;
import io.gnocchi.core.store.ObjectMissingException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Folds the requests of one sack into the records of one part.
final class SackFolder {
    private final SegmentCache segments;
    private final Index index;
    private final WorkerSettings settings;

    SackFolder(SegmentCache segments, Index index, WorkerSettings settings) {
        this.segments = segments;
        this.index = index;
        this.settings = settings;
    }

    /// What was folded of a sack.
    ///
    /// @param metrics how many; those deleted or not to be folded are missing
    /// @param measures folded, also those that came too late
    /// @param late measures that came too late and were dropped
    record Folded(int metrics, long measures, long late) {}

    /// @param requests by metric, in the order of acknowledgment
    /// @param resumption knows whose measures wait for an operator
    /// @param aside takes what cannot be folded
    /// @param sink takes the records, by metric; what it cannot take is set aside
    /// @throws ObjectMissingException when a part is gone
    Folded fold(
            SackView view,
            SortedMap<UUID, List<MetricRequests>> requests,
            Resumption resumption,
            SettingAside aside,
            Consumer<MetricRecord> sink) {
        var hot = view.held().stream().filter(held -> Parts.isHot(held.part())).toList();
        var folds = new TreeMap<UUID, Pending>();
        var failures = new TreeMap<UUID, String>();
        var newest =
                segments.newest(
                        hot,
                        requests.keySet().stream()
                                .filter(metric -> !resumption.isUndecided(metric))
                                .toList(),
                        (metric, damage) -> failures.put(metric, reason(damage)));
        requests.forEach((metric, all) -> {
            if (resumption.isUndecided(metric)) {
                resumption.setAsideToo(metric, all);
                return;
            }
            if (failures.containsKey(metric)) {
                return;
            }
            try {
                var pending = new Pending(newest.get(metric), all);
                folds.put(metric, pending);
                pending.accept();
            } catch (RuntimeException e) {
                failures.put(metric, reason(e));
            }
        });
        var inactive = inactive(folds, failures.keySet());
        folds.keySet().removeAll(inactive);
        int written = write(known(hot, folds, failures), folds, failures, sink);
        failures.keySet().removeAll(inactive);
        folds.keySet().removeAll(failures.keySet());
        failures.forEach((metric, reason) -> {
            var all = requireNonNull(requests.get(metric));
            aside.metric(view.sack(), metric, all, reason, true);
        });
        long late = folds.values().stream().mapToLong(pending -> pending.fold.late()).sum();
        long measures = folds.values().stream().mapToLong(Pending::points).sum();
        return new Folded(written, measures, late);
    }

    /// Folds metric after metric.
    ///
    /// @param failures gets those that cannot be folded; those in it already are left out
    /// @return how many records were written
    private int write(
            RecordWalk known,
            Map<UUID, Pending> folds,
            Map<UUID, String> failures,
            Consumer<MetricRecord> sink) {
        var written = new AtomicInteger();
        known.walk(
                settings.foldBytes(),
                (metric, old) -> {
                    if (failures.containsKey(metric)) {
                        return;
                    }
                    try {
                        var pending = requireNonNull(folds.get(metric));
                        var record = pending.record(metric, old, settings.mostPoints());
                        if (record != null) {
                            sink.accept(record);
                            written.incrementAndGet();
                        }
                    } catch (ObjectMissingException | UnavailableException e) {
                        throw e; // No fault of this metric.
                    } catch (RuntimeException e) {
                        failures.put(metric, reason(e));
                    }
                });
        return written.get();
    }

    private static String reason(RuntimeException failure) {
        return failure instanceof CorruptObjectException
                        || failure instanceof TooManyPointsException
                ? String.valueOf(failure.getMessage())
                : failure.toString();
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

    /// All metrics to be folded, with what is known of those whose raw points are needed.
    ///
    /// @param failures gets those of whom nobody can tell what is known
    private RecordWalk known(
            List<SackView.Held> hot, Map<UUID, Pending> folds, Map<UUID, String> failures) {
        var walk = new RecordWalk();
        var needy = new ArrayList<UUID>();
        folds.forEach((metric, pending) -> {
            if (!failures.containsKey(metric)) {
                walk.add(metric);
                if (!pending.isFirst() && pending.fold.needsOldPoints()) {
                    needy.add(metric);
                }
            }
        });
        for (var held : hot) {
            segments.find(
                    held.part(),
                    needy.stream().filter(held::mayHold).toList(),
                    (_, entry) -> walk.add(segments.reader(held.part()), entry),
                    (metric, damage) -> failures.put(metric, reason(damage)));
        }
        return walk;
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

        long points() {
            return requests.stream().mapToLong(MetricRequests::points).sum();
        }

        boolean isFirst() {
            return first;
        }

        @Nullable MetricRecord record(UUID metric, List<StoredRecord> stored, long mostPoints) {
            var old = RecordWalk.decoded(stored, mostPoints, StoredRecord::decodeWithoutHistory);
            var outcome = fold.finish(MetricRecord.pointsOf(old), MetricRecord.amendmentsOf(old));
            return outcome == null
                    ? null
                    : new MetricRecord(
                            metric,
                            outcome.state().policy(),
                            outcome.state().window(),
                            outcome.raw(),
                            outcome.closed(),
                            outcome.history(),
                            outcome.amendments());
        }
    }
}
