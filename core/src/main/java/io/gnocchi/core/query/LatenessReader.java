package io.gnocchi.core.query;

import io.gnocchi.core.manifest.Batch;
import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.manifest.SackView;
import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.core.segment.BatchEntry;
import io.gnocchi.core.segment.BatchReader;
import io.gnocchi.core.segment.SegmentCache;
import io.gnocchi.core.series.MetricFold;
import io.gnocchi.core.series.MetricState;
import io.gnocchi.core.store.CorruptObjectException;
import io.gnocchi.core.store.ObjectMissingException;
import io.gnocchi.core.store.ObjectStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Tells how many of a request's measures lay behind the window, where they came too late, or, when
/// it is an import, became history; judging it as a fold does: by everything acknowledged before
/// it. A fold may take the request at any moment, so the reader looks at the manifest before the
/// request is handed in, and goes on from there.
public final class LatenessReader {
    private static final String FORGOTTEN =
            "accepted, but what came too late is not known any more";
    private static final String DAMAGED =
            "accepted, but what came too late is not known: older measures are damaged; an operator"
                    + " has to run gnocchi-check";

    private final Manifest manifest;
    private final ObjectStore store;
    private final SegmentCache segments;
    private final Standings standings = new Standings();

    public LatenessReader(Manifest manifest, ObjectStore store, SegmentCache segments) {
        this.manifest = manifest;
        this.store = store;
        this.segments = segments;
    }

    /// The sacks of some metrics before a request.
    public record Before(Map<Integer, SackView> views) {
        public Before {
            views = Map.copyOf(views);
        }

        private SackView viewOf(UUID metric) {
            var any = views.values().stream().findAny();
            var view = any.map(one -> views.get(one.layout().sacks().of(metric)));
            return view.orElseThrow(
                    () -> new IllegalArgumentException("nobody looked for " + metric));
        }
    }

    /// Looks at the manifest; to be called before the request is handed in.
    public Before before(Collection<UUID> metrics) {
        var views = new HashMap<Integer, SackView>();
        manifest.viewsOf(metrics).forEach(view -> views.put(view.sack(), view));
        return new Before(views);
    }

    /// How many measures of each metric lay behind the window; metrics without such are missing.
    ///
    /// @param ordinal of the batch that holds the request
    /// @param earlier what earlier requests of that batch ask
    /// @param own what the request asks
    /// @throws UnavailableException when it cannot be told any more
    public Map<UUID, Long> late(
            Before before, long ordinal, List<BatchEntry> earlier, List<BatchEntry> own) {
        try {
            requireNothingSetAside(before, own);
            var judged = judged(before, ordinal, own);
            applyBatches(before, ordinal - 1, judged);
            var folds = new HashMap<UUID, MetricFold>();
            judged.forEach((metric, known) -> {
                standings.put(
                        metric,
                        before.viewOf(metric),
                        new Standings.Standing(ordinal - 1, known.fold().state()));
                folds.put(metric, known.fold());
            });
            apply(earlier, folds);
            var late = new TreeMap<UUID, Long>();
            folds.forEach((metric, fold) -> late.put(metric, -behind(fold)));
            apply(own, folds);
            folds.forEach((metric, fold) -> late.merge(metric, behind(fold), Long::sum));
            late.values().removeIf(count -> count == 0);
            return late;
        } catch (ObjectMissingException e) {
            throw new UnavailableException(FORGOTTEN, e);
        } catch (CorruptObjectException e) {
            throw new UnavailableException(DAMAGED, e);
        }
    }

    private static long behind(MetricFold fold) {
        return fold.late() + fold.historical();
    }

    /// Without them a metric would stand elsewhere than it will when an operator has judged them.
    private void requireNothingSetAside(Before before, List<BatchEntry> own) {
        for (var entry : own) {
            if (!before.viewOf(entry.metric()).setAside(entry.metric()).isEmpty()) {
                throw new UnavailableException(DAMAGED);
            }
        }
    }

    /// A metric by the batches that have been looked at.
    ///
    /// @param through the last of them
    private record Judged(long through, MetricFold fold) {
        static Judged of(long through, @Nullable MetricState state) {
            return new Judged(through, new MetricFold(state));
        }
    }

    /// The metrics of a request as far as they are known without a look at batches.
    private Map<UUID, Judged> judged(Before before, long ordinal, List<BatchEntry> own) {
        var judged = new HashMap<UUID, Judged>();
        var others = new HashMap<SackView, Set<UUID>>();
        for (var entry : own) {
            var view = before.viewOf(entry.metric());
            var known = standings.before(ordinal, entry.metric(), view);
            if (known == null) {
                others.computeIfAbsent(view, _ -> new HashSet<>()).add(entry.metric());
            } else {
                judged.put(entry.metric(), Judged.of(known.through(), known.state()));
            }
        }
        others.forEach((view, metrics) -> {
            var newest =
                    segments.newest(
                            view.held(),
                            metrics,
                            (_, damage) -> {
                                throw damage;
                            });
            for (var metric : metrics) {
                var known = newest.get(metric);
                var state = known == null ? null : new MetricState(known.state(), known.policy());
                judged.put(metric, Judged.of(view.consumed(), state));
            }
        });
        return judged;
    }

    private void applyBatches(Before before, long through, Map<UUID, Judged> judged) {
        long from = judged.values().stream().mapToLong(Judged::through).min().orElse(through);
        var batches = manifest.batches(from, through);
        if (batches.size() != through - from) {
            throw new UnavailableException(FORGOTTEN);
        }
        for (var batch : batches) {
            for (var view : before.views().values()) {
                applySections(batch, view, judged);
            }
        }
    }

    private void applySections(Batch batch, SackView view, Map<UUID, Judged> judged) {
        Predicate<UUID> wanted =
                metric -> {
                    var known = judged.get(metric);
                    return known != null
                            && batch.ordinal() > known.through()
                            && view.awaits(batch, metric);
                };
        for (var asked : BatchReader.read(store, batch, view.sections(batch), wanted)) {
            var fold = Objects.requireNonNull(judged.get(asked.metric())).fold();
            asked.requests().forEach(fold::accept);
        }
    }

    private static void apply(List<BatchEntry> entries, Map<UUID, MetricFold> folds) {
        for (var entry : entries) {
            var fold = folds.get(entry.metric());
            if (fold != null) {
                fold.accept(entry.request());
            }
        }
    }
}
