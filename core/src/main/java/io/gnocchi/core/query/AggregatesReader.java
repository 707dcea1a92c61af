package io.gnocchi.core.query;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.RefusedException;
import io.gnocchi.core.model.Retention;
import io.gnocchi.core.model.Timespan;
import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.core.series.Points;
import io.gnocchi.core.series.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Computes operations over the aggregates of many metrics.
public final class AggregatesReader {
    private final MeasuresReader reader;
    private final CellPool pool;

    public AggregatesReader(MeasuresReader reader, CellPool pool) {
        this.reader = reader;
        this.pool = pool;
    }

    /// A metric that an operation speaks of.
    ///
    /// @param reference what it was asked for as
    public record Source(Operation.Reference reference, Metric metric) {}

    /// Metrics that are computed together.
    ///
    /// @param sources at least one
    /// @param startNanos inclusive after rounding down to the granularity; `Long.MIN_VALUE` for the
    ///   beginning
    /// @param stopNanos exclusive; `Long.MAX_VALUE` for the end
    public record Group(List<Source> sources, long startNanos, long stopNanos) {
        public Group {
            sources = List.copyOf(sources);
            if (sources.isEmpty()) {
                throw new IllegalArgumentException("a group has at least one metric");
            }
        }
    }

    /// What is asked of every group.
    ///
    /// @param granularity null for all that the metrics of the group have in common
    public record Question(Operation operation, @Nullable Timespan granularity, Gaps gaps) {}

    /// What came out for a group.
    ///
    /// @param aggregated whether there is one series that stands for all metrics; otherwise there
    ///   is one for each source, in order
    /// @param series for each: coarsest granularity first
    public record Outcome(boolean aggregated, List<List<Answer>> series) {
        public Outcome {
            series = List.copyOf(series);
        }
    }

    /// The outcome of every group, in order, all read at one moment.
    ///
    /// @throws RefusedException when metrics cannot be computed together, or it is too much
    /// @throws BusyException when others have the memory now
    /// @throws UnavailableException when the store or the manifest cannot answer now
    public List<Outcome> read(List<Group> groups, Question question) {
        var granularities = new ArrayList<List<Timespan>>();
        for (var group : groups) {
            requireMethods(group);
            granularities.add(granularities(group, question.granularity()));
        }
        try (var share = pool.open()) {
            var series = read(groups, granularities, share);
            var outcomes = new ArrayList<Outcome>();
            for (int i = 0; i < groups.size(); i++) {
                outcomes.add(outcome(groups.get(i), granularities.get(i), series, question, share));
            }
            return outcomes;
        }
    }

    private static void requireMethods(Group group) {
        var unknown =
                group.sources().stream()
                        .filter(source -> method(source) == null)
                        .map(source ->
                                List.<Object>of(
                                        source.reference().name(),
                                        source.reference().aggregation()))
                        .distinct()
                        .toList();
        if (!unknown.isEmpty()) {
            throw new RefusedException(new Refusal.UnknownAggregations(unknown));
        }
    }

    private static @Nullable AggregationMethod method(Source source) {
        for (var method : source.metric().policy().methods()) {
            if (method.text().equals(source.reference().aggregation())) {
                return method;
            }
        }
        return null;
    }

    /// Coarsest first.
    private static List<Timespan> granularities(Group group, @Nullable Timespan asked) {
        if (asked != null) {
            requireGranularity(group, asked);
            return List.of(asked);
        }
        var common = new ArrayList<>(kept(group.sources().getFirst()));
        group.sources().forEach(source -> common.retainAll(kept(source)));
        if (common.isEmpty()) {
            throw new RefusedException(
                    new Refusal.NotAggregatable(
                            "No granularity match", GridBuilder.details(references(group))));
        }
        common.sort(Comparator.comparingLong(Timespan::nanos).reversed());
        return common;
    }

    private static void requireGranularity(Group group, Timespan asked) {
        var missing =
                group.sources().stream()
                        .filter(source -> !kept(source).contains(asked))
                        .map(Source::reference)
                        .map(one -> List.<Object>of(one.name(), one.aggregation(), asked.seconds()))
                        .toList();
        if (!missing.isEmpty()) {
            throw new RefusedException(
                    new Refusal.NotAggregatable("Granularities are missing", missing));
        }
    }

    private static List<Timespan> kept(Source source) {
        return source.metric().policy().definition().stream().map(Retention::granularity).toList();
    }

    private static List<Operation.Reference> references(Group group) {
        return group.sources().stream().map(Source::reference).toList();
    }

    /// What identifies a series.
    private record Name(UUID metric, AggregationMethod method, Timespan granularity) {}

    /// Every series that any group needs, each once.
    private Map<Name, Series> read(
            List<Group> groups, List<List<Timespan>> granularities, CellPool.Share share) {
        var wishes = new HashMap<Name, SeriesWish>();
        for (int i = 0; i < groups.size(); i++) {
            for (var source : groups.get(i).sources()) {
                for (var granularity : granularities.get(i)) {
                    var name = name(source, granularity);
                    wishes.put(
                            name,
                            new SeriesWish(source.metric(), name.method(), List.of(granularity)));
                }
            }
        }
        long start = groups.stream().mapToLong(Group::startNanos).min().orElse(0);
        long stop = groups.stream().mapToLong(Group::stopNanos).max().orElse(0);
        var names = List.copyOf(wishes.keySet());
        var read =
                reader.series(
                        names.stream()
                                .map(name -> Objects.requireNonNull(wishes.get(name)))
                                .toList(),
                        start,
                        stop,
                        share);
        var series = new HashMap<Name, Series>();
        for (int i = 0; i < names.size(); i++) {
            series.put(names.get(i), read.get(i).getFirst());
        }
        return series;
    }

    private static Name name(Source source, Timespan granularity) {
        return new Name(source.metric().id(), Objects.requireNonNull(method(source)), granularity);
    }

    private static Outcome outcome(
            Group group,
            List<Timespan> granularities,
            Map<Name, Series> series,
            Question question,
            CellPool.Share share) {
        var grids = new ArrayList<Grid>();
        for (var granularity : granularities) {
            var own =
                    group.sources().stream()
                            .map(source -> series.get(name(source, granularity)))
                            .map(Objects::requireNonNull)
                            .map(all -> within(all, group))
                            .toList();
            grids.add(computed(group, own, question, share));
        }
        boolean aggregated = grids.stream().anyMatch(Grid::aggregated);
        int shown = aggregated ? 1 : group.sources().size();
        return new Outcome(
                aggregated,
                IntStream.range(0, shown)
                        .mapToObj(column -> answers(grids, column, question.gaps()))
                        .toList());
    }

    private static Series within(Series all, Group group) {
        long first = MeasuresReader.firstBucket(group.startNanos(), all.granularity());
        int from = Points.firstAtOrAfter(all.timestamps(), first);
        int to = Math.max(from, Points.firstAtOrAfter(all.timestamps(), group.stopNanos()));
        if (from == 0 && to == all.size()) {
            return all;
        }
        return new Series(
                all.granularity(),
                Arrays.copyOfRange(all.timestamps(), from, to),
                Arrays.copyOfRange(all.values(), from, to));
    }

    private static Grid computed(
            Group group, List<Series> series, Question question, CellPool.Share share) {
        var references = references(group);
        var builder = new GridBuilder(series, references);
        var instants = builder.instants();
        // Every level of the operation may hold a grid while the next is computed.
        long cells = (long) instants.length * series.size() * question.operation().height();
        share.take(cells);
        try {
            var grid =
                    builder.build(
                            instants,
                            question.gaps(),
                            group.startNanos() != Long.MIN_VALUE,
                            group.stopNanos() != Long.MAX_VALUE);
            return new Evaluator(grid, references, share.work()).evaluate(question.operation());
        } finally {
            share.give(cells);
        }
    }

    private static List<Answer> answers(List<Grid> grids, int column, Gaps gaps) {
        return grids.stream()
                .map(grid -> answer(grid, grid.columns()[column], gaps.finiteOnly()))
                .toList();
    }

    private static Answer answer(Grid grid, double[] values, boolean finiteOnly) {
        if (!finiteOnly) {
            return new Answer(grid.label(), grid.timestamps(), values);
        }
        var timestamps = new long[values.length];
        var finite = new double[values.length];
        int size = 0;
        for (int row = 0; row < values.length; row++) {
            if (Double.isFinite(values[row])) {
                timestamps[size] = grid.timestamps()[row];
                finite[size++] = values[row];
            }
        }
        return new Answer(
                grid.label(), Arrays.copyOf(timestamps, size), Arrays.copyOf(finite, size));
    }
}
