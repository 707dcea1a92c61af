package io.gnocchi.core.query;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.AggregationMethod.Kind;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.Retention;
import io.gnocchi.core.model.Timespan;
import io.gnocchi.core.series.Buckets;
import io.gnocchi.core.series.MethodSeries;
import io.gnocchi.core.series.MetricState;
import io.gnocchi.core.series.PointMerge;
import io.gnocchi.core.series.Points;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/// Aggregates that a metric did not have under a former policy, made of finer ones that it had:
/// sums of sums, the greatest maximum, means of sums and counts. Only whole buckets are made, of
/// pieces none of which is missing.
final class Derivation {
    private final Eras eras;
    private final BiFunction<AggregationMethod, Timespan, Measures> known;

    /// @param known the aggregates there are of a method and granularity
    Derivation(Eras eras, BiFunction<AggregationMethod, Timespan, Measures> known) {
        this.eras = eras;
        this.known = known;
    }

    /// What can be made of a method and granularity.
    Measures of(AggregationMethod method, Timespan granularity) {
        if (eras.single()) {
            return Points.none();
        }
        var pieces = new ArrayList<Measures>();
        for (var finer : finest(granularity)) {
            switch (method.kind()) {
                case SUM, COUNT -> pieces.addAll(made(method, Kind.SUM, finer, granularity));
                case MIN, MAX, FIRST, LAST ->
                        pieces.addAll(made(method, method.kind(), finer, granularity));
                case MEAN -> pieces.addAll(means(method, finer, granularity));
                case STD, MEDIAN, PERCENTILE -> {
                    // Nothing but the points themselves tells these.
                }
            }
        }
        return PointMerge.union(pieces);
    }

    /// Granularities of any era that divide one, finest first, so that coarser ones prevail.
    private List<Timespan> finest(Timespan granularity) {
        return Stream.concat(eras.amendments().turns().stream(), Stream.of(eras.now()))
                .flatMap(state -> state.policy().definition().stream())
                .map(Retention::granularity)
                .distinct()
                .filter(finer -> granularity.nanos() % finer.nanos() == 0)
                .sorted(Comparator.comparingLong(Timespan::nanos))
                .toList();
    }

    private List<Measures> made(
            AggregationMethod method, Kind by, Timespan finer, Timespan granularity) {
        if (finer.equals(granularity)) {
            return List.of();
        }
        return stretches(finer, granularity, List.of(method)).stream()
                .map(stretch -> regrouped(cut(method, finer, stretch), by, granularity))
                .toList();
    }

    private List<Measures> means(AggregationMethod mean, Timespan finer, Timespan granularity) {
        var count = new AggregationMethod(mean.rate(), Kind.COUNT, 0);
        var sum = new AggregationMethod(mean.rate(), Kind.SUM, 0);
        var pieces = new ArrayList<Measures>();
        if (!finer.equals(granularity)) {
            for (var stretch : stretches(finer, granularity, List.of(mean, count))) {
                var counts = cut(count, finer, stretch);
                var sums = combined(cut(mean, finer, stretch), counts, (m, n) -> m * n);
                pieces.add(quotients(sums, counts, granularity));
            }
        }
        for (var stretch : stretches(finer, granularity, List.of(sum, count))) {
            pieces.add(
                    quotients(cut(sum, finer, stretch), cut(count, finer, stretch), granularity));
        }
        return pieces;
    }

    private static Measures quotients(Measures sums, Measures counts, Timespan granularity) {
        return combined(
                regrouped(sums, Kind.SUM, granularity),
                regrouped(counts, Kind.SUM, granularity),
                (sum, count) -> sum / count);
    }

    /// Where whole buckets can be made of finer ones.
    private List<Eras.Stretch> stretches(
            Timespan finer, Timespan granularity, List<AggregationMethod> methods) {
        long step = granularity.nanos();
        long living = eras.expiredBeforeNow(finer);
        return eras.stretches(finer, state -> hasAll(state, finer, methods)).stream()
                .map(stretch ->
                        new Eras.Stretch(
                                Buckets.firstFrom(Math.max(stretch.fromNanos(), living), step),
                                stretch.toNanos() == Long.MAX_VALUE
                                        ? Long.MAX_VALUE
                                        : Buckets.floor(stretch.toNanos(), step)))
                .filter(stretch -> stretch.fromNanos() < stretch.toNanos())
                .toList();
    }

    private static boolean hasAll(
            MetricState state, Timespan granularity, List<AggregationMethod> methods) {
        return methods.stream().allMatch(method -> state.keeps(method, granularity));
    }

    private Measures cut(AggregationMethod method, Timespan granularity, Eras.Stretch stretch) {
        var all = known.apply(method, granularity);
        int from = Points.firstAtOrAfter(all.timestamps(), stretch.fromNanos());
        int to = Points.firstAtOrAfter(all.timestamps(), stretch.toNanos());
        return Points.between(all, from, Math.max(from, to));
    }

    private static Measures regrouped(Measures points, Kind by, Timespan granularity) {
        var made =
                MethodSeries.of(
                        points, 0, points.size(), granularity, List.of(AggregationMethod.of(by)));
        if (made.isEmpty()) {
            return Points.none();
        }
        var series = made.getFirst().series();
        return new Measures(series.timestamps(), series.values());
    }

    @FunctionalInterface
    private interface Combination {
        double of(double one, double other);
    }

    /// Two columns of the same buckets in one.
    private static Measures combined(Measures one, Measures other, Combination by) {
        if (!Arrays.equals(one.timestamps(), other.timestamps())) {
            throw new IllegalStateException("a sum without its count");
        }
        var values = new double[one.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = by.of(one.values()[i], other.values()[i]);
        }
        return new Measures(one.timestamps(), values);
    }
}
