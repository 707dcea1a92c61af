package io.gnocchi.lab.growth;

import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.query.AggregatesReader;
import io.gnocchi.core.query.AggregatesReader.Group;
import io.gnocchi.core.query.AggregatesReader.Question;
import io.gnocchi.core.query.AggregatesReader.Source;
import io.gnocchi.core.query.CellPool;
import io.gnocchi.core.query.Crew;
import io.gnocchi.core.query.Gaps;
import io.gnocchi.core.query.MeasuresReader;
import io.gnocchi.core.query.Operation;
import io.gnocchi.core.query.Statistic;
import io.gnocchi.core.segment.SegmentCache;
import io.gnocchi.core.store.CachingStore;
import io.gnocchi.core.store.CountingStore;
import io.gnocchi.core.store.ObjectStore;
import io.gnocchi.core.store.StoreCounts;
import java.time.Duration;
import java.util.List;

/// What an API node reads with, and remembers.
final class Reading {
    private static final AggregationMethod MEAN = AggregationMethod.parse("mean");
    private static final Statistic ACROSS = Statistic.of(MEAN);
    private static final long DAY_NANOS = Duration.ofDays(1).toNanos();

    private final CountingStore counting;
    private final MeasuresReader measures;
    private final AggregatesReader aggregates;

    Reading(Manifest manifest, ObjectStore files, Setting setting) {
        counting = new CountingStore(files);
        var store = new CachingStore(counting, setting.objectBytes());
        var segments = new SegmentCache(store, setting.directoryLines());
        var pool = new CellPool(CellPool.DEFAULT_QUERY_CELLS, CellPool.DEFAULT_QUERY_CELLS);
        measures = new MeasuresReader(manifest, store, segments, Crew.ALONE, pool);
        aggregates = new AggregatesReader(measures, pool);
    }

    StoreCounts counts() {
        return counting.counts();
    }

    /// The means of the last day in the finest granularity: of one metric as they are, of several
    /// their mean.
    ///
    /// @return how many points came
    int means(List<Metric> of, long nowNanos) {
        var finest = of.getFirst().policy().definition().getFirst().granularity();
        long from = nowNanos - DAY_NANOS;
        if (of.size() == 1) {
            return means(of.getFirst(), from, nowNanos);
        }
        var sources = of.stream().map(metric -> new Source(reference(metric), metric)).toList();
        var references = sources.stream().map(Source::reference).toList();
        var operation = new Operation.Aggregate(ACROSS, List.of(new Operation.Metrics(references)));
        var group = new Group(sources, from, nowNanos);
        return aggregates
                .read(List.of(group), new Question(operation, finest, new Gaps.Overlap(100)))
                .stream()
                .flatMap(outcome -> outcome.series().stream())
                .flatMap(List::stream)
                .mapToInt(answer -> answer.values().length)
                .sum();
    }

    /// The means of a metric in the finest granularity.
    ///
    /// @return how many points came
    int means(Metric of, long fromNanos, long stopNanos) {
        var finest = of.policy().definition().getFirst().granularity();
        return measures.read(of, MEAN, finest, fromNanos, stopNanos, null).stream()
                .mapToInt(answer -> answer.values().length)
                .sum();
    }

    private static Operation.Reference reference(Metric metric) {
        return new Operation.Reference(metric.id().toString(), MEAN.text());
    }
}
