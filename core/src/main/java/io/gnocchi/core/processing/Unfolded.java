package io.gnocchi.core.processing;

import io.gnocchi.core.manifest.Batch;
import io.gnocchi.core.manifest.BatchSection;
import io.gnocchi.core.manifest.SackView;
import io.gnocchi.core.segment.BatchReader;
import io.gnocchi.core.segment.MetricRequests;
import io.gnocchi.core.store.CorruptObjectException;
import io.gnocchi.core.store.Fetched;
import io.gnocchi.core.store.ObjectMissingException;
import io.gnocchi.core.store.ObjectStore;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/// Reads the batches of a step: what waits in them, by sack and metric.
///
/// Sacks whose measures are missing, or damaged until [Patience] is over, have to wait.
final class Unfolded {
    private static final System.Logger LOG = System.getLogger(Unfolded.class.getName());

    private final ObjectStore store;
    private final InstantSource clock;
    private final long mostBytes;
    private final long mostPoints;
    private final Patience patience;

    Unfolded(ObjectStore store, InstantSource clock, WorkerSettings settings) {
        this.store = store;
        this.clock = clock;
        this.mostBytes = settings.foldBytes();
        this.mostPoints = settings.mostPoints();
        this.patience = new Patience(settings.damagePatience());
    }

    /// Reads batches, one at least, until no more fit into memory.
    ///
    /// @param batches by ordinal
    /// @param views loses the sacks that have to wait
    /// @param requests gets what waits, by sack and metric
    /// @return ordinal of the last batch read when others are left; a larger one than any when not
    long read(
            SortedMap<Long, Batch> batches,
            Map<Integer, SackView> views,
            Map<Integer, SortedMap<UUID, List<MetricRequests>>> requests,
            SettingAside aside) {
        long stored = 0;
        long points = 0;
        for (var batch : batches.values()) {
            try {
                points += read(batch, views, requests, aside);
            } catch (ObjectMissingException e) {
                LOG.log(
                        Level.ERROR,
                        "The sacks of {0} wait: it is missing; gnocchi-check --drop does without"
                                + " it",
                        batch.key());
                wanted(batch, views).values().stream()
                        .flatMap(List::stream)
                        .forEach(view -> views.remove(view.sack()));
            }
            stored += batch.sizeBytes();
            boolean isFull = stored >= mostBytes || points >= mostPoints;
            if (isFull && batch.ordinal() < batches.lastKey()) {
                return batch.ordinal();
            }
        }
        return Long.MAX_VALUE;
    }

    /// @return how many points were read
    private long read(
            Batch batch,
            Map<Integer, SackView> views,
            Map<Integer, SortedMap<UUID, List<MetricRequests>>> requests,
            SettingAside aside) {
        var wanted = wanted(batch, views);
        if (wanted.isEmpty()) {
            return 0;
        }
        long points = 0;
        var fetched = Fetched.whole(store, batch.key());
        for (var each : wanted.entrySet()) {
            var section = each.getKey();
            var waiting = each.getValue();
            var place = "sack %d of %s".formatted(section.sack(), batch.key());
            try {
                var metrics = fetched.decoded(object -> BatchReader.decode(batch, object, section));
                patience.reset(place);
                points += metrics.stream().mapToLong(MetricRequests::points).sum();
                waiting.forEach(view -> hand(batch, metrics, view, requests));
            } catch (CorruptObjectException e) {
                var reason = String.valueOf(e.getMessage());
                if (patience.isOver(place, clock.instant())) {
                    waiting.forEach(view -> aside.section(view.sack(), batch, section, reason));
                } else {
                    LOG.log(Level.WARNING, "Sack {0} waits: {1}", section.sack(), reason);
                    waiting.forEach(view -> views.remove(view.sack()));
                }
            }
        }
        return points;
    }

    /// Hands a sack what waits for it. A section of a batch whose writer knew of another number of
    /// sacks holds measures of several.
    private static void hand(
            Batch batch,
            List<MetricRequests> metrics,
            SackView view,
            Map<Integer, SortedMap<UUID, List<MetricRequests>>> requests) {
        var ofSack = requests.computeIfAbsent(view.sack(), _ -> new TreeMap<>());
        for (var metric : metrics) {
            if (view.awaits(batch, metric.metric())) {
                ofSack.computeIfAbsent(metric.metric(), _ -> new ArrayList<>(1)).add(metric);
            }
        }
    }

    /// The sections in which measures wait, and the sacks they wait for.
    private static Map<BatchSection, List<SackView>> wanted(
            Batch batch, Map<Integer, SackView> views) {
        var wanted = new LinkedHashMap<BatchSection, List<SackView>>();
        for (var view : views.values()) {
            for (var section : view.sections(batch)) {
                wanted.computeIfAbsent(section, _ -> new ArrayList<>(1)).add(view);
            }
        }
        return wanted;
    }
}
