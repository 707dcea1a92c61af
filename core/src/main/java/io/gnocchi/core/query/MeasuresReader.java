package io.gnocchi.core.query;

import io.gnocchi.core.manifest.Batch;
import io.gnocchi.core.manifest.BatchSection;
import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.manifest.SackView;
import io.gnocchi.core.manifest.SegmentPart;
import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Timespan;
import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.core.segment.BatchReader;
import io.gnocchi.core.segment.SegmentCache;
import io.gnocchi.core.series.Buckets;
import io.gnocchi.core.series.Granularities;
import io.gnocchi.core.series.MethodSeries;
import io.gnocchi.core.series.Series;
import io.gnocchi.core.store.CorruptObjectException;
import io.gnocchi.core.store.ObjectMissingException;
import io.gnocchi.core.store.ObjectStore;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Reads aggregates: closed buckets, the open window, and batches not yet folded, always fresh.
public final class MeasuresReader {
    private static final System.Logger LOG = System.getLogger(MeasuresReader.class.getName());
    private static final CellPool ENDLESS = new CellPool(Long.MAX_VALUE, Long.MAX_VALUE);

    private final Manifest manifest;
    private final ObjectStore store;
    private final SegmentCache segments;
    private final HistoryReader histories;
    private final CellPool pool;

    public MeasuresReader(Manifest manifest, ObjectStore store, SegmentCache segments) {
        this(manifest, store, segments, Crew.ALONE, ENDLESS);
    }

    /// @param crew who fetches what many metrics need
    /// @param pool the memory that all reads share
    public MeasuresReader(
            Manifest manifest, ObjectStore store, SegmentCache segments, Crew crew, CellPool pool) {
        this.pool = pool;
        this.manifest = manifest;
        this.store = store;
        this.segments = segments;
        this.histories = new HistoryReader(manifest, store, segments, crew);
    }

    /// One metric's aggregates.
    ///
    /// @param method one of the policy's
    /// @param granularity one of the policy's; null reads all
    /// @param startNanos inclusive after rounding down to the granularity shown; `Long.MIN_VALUE`
    ///   for the beginning
    /// @param stopNanos exclusive; `Long.MAX_VALUE` for the end
    /// @param resampling null for none; needs a granularity
    /// @return coarsest granularity first
    /// @throws UnavailableException when the store or the manifest cannot answer now
    /// @throws DamagedException when data of the answer cannot be read or were set aside
    public List<Answer> read(
            Metric metric,
            AggregationMethod method,
            @Nullable Timespan granularity,
            long startNanos,
            long stopNanos,
            @Nullable Resampling resampling) {
        var granularities =
                granularity == null
                        ? Granularities.ascending(metric.policy()).reversed()
                        : List.of(granularity);
        var wish = List.of(new SeriesWish(metric, method, granularities));
        if (resampling == null) {
            return series(wish, startNanos, stopNanos).getFirst().stream()
                    .map(series ->
                            new Answer(
                                    new Answer.Label.Span(series.granularity()),
                                    series.timestamps(),
                                    series.values()))
                    .toList();
        }
        // The bucket at either end is made of all its points, also those outside of the bounds.
        return series(wish, Long.MIN_VALUE, Long.MAX_VALUE).getFirst().stream()
                .map(series -> Resampler.resample(series, method, resampling))
                .map(shown -> shown.between(startNanos, stopNanos))
                .toList();
    }

    /// The aggregates of many metrics at one moment.
    ///
    /// @param startNanos inclusive after rounding down to each granularity; `Long.MIN_VALUE` for
    ///   the beginning
    /// @param stopNanos exclusive; `Long.MAX_VALUE` for the end
    /// @return for every wish, in order, a series for each of its granularities, in order
    /// @throws UnavailableException when the store or the manifest cannot answer now
    /// @throws DamagedException when data of the answer cannot be read or were set aside
    public List<List<Series>> series(List<SeriesWish> wishes, long startNanos, long stopNanos) {
        try (var share = pool.open()) {
            return series(wishes, startNanos, stopNanos, share);
        }
    }

    /// The same within a share of memory, two cells for each point, and meanwhile three for each
    /// that was imported.
    ///
    /// An object that a view names may be deleted before it is read: then a newer view knows what
    /// replaced it. Twice in a row means that it is lost.
    ///
    /// @throws DamagedException when data of the answer cannot be read or were set aside
    List<List<Series>> series(
            List<SeriesWish> wishes, long startNanos, long stopNanos, CellPool.Share share) {
        long before = share.taken();
        try {
            return readSeries(wishes, startNanos, stopNanos, share);
        } catch (ObjectMissingException _) {
            share.give(share.taken() - before);
            return readAgain(wishes, startNanos, stopNanos, share);
        } catch (CorruptObjectException e) {
            throw new DamagedException(String.valueOf(e.getMessage()));
        }
    }

    private List<List<Series>> readAgain(
            List<SeriesWish> wishes, long startNanos, long stopNanos, CellPool.Share share) {
        try {
            return readSeries(wishes, startNanos, stopNanos, share);
        } catch (ObjectMissingException | CorruptObjectException e) {
            throw new DamagedException(String.valueOf(e.getMessage()));
        }
    }

    private List<List<Series>> readSeries(
            List<SeriesWish> wishes, long startNanos, long stopNanos, CellPool.Share share) {
        var places = new HashMap<UUID, List<Integer>>();
        for (int i = 0; i < wishes.size(); i++) {
            places.computeIfAbsent(wishes.get(i).metric().id(), _ -> new ArrayList<>()).add(i);
        }
        var found = new Series[wishes.size()][];
        var turned = new ArrayList<UUID>();
        BiConsumer<UUID, MetricHistory> answer =
                (metric, history) -> {
                    for (int place : places.getOrDefault(metric, List.of())) {
                        found[place] =
                                series(history, wishes.get(place), startNanos, stopNanos, share);
                    }
                };
        histories.read(
                places.keySet(),
                (metric, series) ->
                        places.getOrDefault(metric, List.of()).stream()
                                .anyMatch(place -> covers(wishes.get(place), series)),
                part -> mayTellOf(part, wishes, startNanos, stopNanos),
                share,
                (metric, history) -> {
                    if (hasTurned(history, places.getOrDefault(metric, List.of()), wishes)) {
                        turned.add(metric);
                    } else {
                        answer.accept(metric, history);
                    }
                });
        if (!turned.isEmpty()) {
            // These may be made of aggregates that nobody asked for: once more, with all of them.
            histories.read(turned, (_, _) -> true, _ -> true, share, answer);
        }
        return Arrays.stream(found).map(List::of).toList();
    }

    /// Whether points of the history in a part may be asked for. Where not every bucket has a
    /// value, others count: those before, for a `rate:`, and the newest, by which they expire.
    private static boolean mayTellOf(
            SegmentPart part, List<SeriesWish> wishes, long startNanos, long stopNanos) {
        return wishes.stream()
                .anyMatch(wish ->
                        !wish.method().isInEveryBucket()
                                || wish.granularities().stream()
                                        .anyMatch(granularity ->
                                                overlaps(
                                                        part, granularity, startNanos, stopNanos)));
    }

    private static boolean overlaps(
            SegmentPart part, Timespan granularity, long startNanos, long stopNanos) {
        long begins = Buckets.floor(part.minNanos(), granularity.nanos());
        return part.maxNanos() >= firstBucket(startNanos, granularity) && begins < stopNanos;
    }

    private static boolean hasTurned(
            MetricHistory history, List<Integer> places, List<SeriesWish> wishes) {
        return places.stream()
                .anyMatch(place -> history.hasTurned(wishes.get(place).metric().policy()));
    }

    private static boolean covers(SeriesWish wish, MethodSeries series) {
        return series.method().equals(wish.method())
                && wish.granularities().contains(series.series().granularity());
    }

    private static Series[] series(
            MetricHistory history,
            SeriesWish wish,
            long startNanos,
            long stopNanos,
            CellPool.Share share) {
        var all = new Series[wish.granularities().size()];
        for (int i = 0; i < all.length; i++) {
            var granularity = wish.granularities().get(i);
            long from = firstBucket(startNanos, granularity);
            all[i] =
                    history.series(
                            wish.metric().policy(), wish.method(), granularity, from, stopNanos);
            share.take(all[i].size() * 2L);
        }
        return all;
    }

    /// Where the bucket begins that holds an instant.
    static long firstBucket(long startNanos, Timespan granularity) {
        return startNanos <= 0 ? Long.MIN_VALUE : Buckets.floor(startNanos, granularity.nanos());
    }

    /// The memory that all reads share.
    public CellPool pool() {
        return pool;
    }

    /// A reader of what comes too late, over the same doors.
    public LatenessReader lateness() {
        return new LatenessReader(manifest, store, segments);
    }

    /// How many bundles of each metric wait to be folded. Those that cannot be read are not
    /// counted: what is damaged is reported elsewhere.
    ///
    /// @throws UnavailableException when the store or the manifest cannot answer now
    public Map<UUID, Integer> backlogByMetric() {
        var bundles = new HashMap<UUID, Integer>();
        for (var view : manifest.views()) {
            for (var batch : view.batches()) {
                view.sections(batch).forEach(section -> count(view, batch, section, bundles));
            }
        }
        return bundles;
    }

    private void count(
            SackView view, Batch batch, BatchSection section, Map<UUID, Integer> bundles) {
        try {
            for (var metric : BatchReader.read(store, batch, section)) {
                if (view.awaits(batch, metric.metric())) {
                    bundles.merge(metric.metric(), metric.requests().size(), Integer::sum);
                }
            }
        } catch (CorruptObjectException | ObjectMissingException e) {
            LOG.log(Level.WARNING, "Not counted: {0}", e.getMessage());
        }
    }
}
