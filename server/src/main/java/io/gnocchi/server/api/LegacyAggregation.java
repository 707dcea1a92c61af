package io.gnocchi.server.api;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.query.AggregatesReader;
import io.gnocchi.core.query.AggregatesReader.Group;
import io.gnocchi.core.query.AggregatesReader.Question;
import io.gnocchi.core.query.AggregatesReader.Source;
import io.gnocchi.core.query.Answer;
import io.gnocchi.core.query.Gaps;
import io.gnocchi.core.query.MeasuresReader;
import io.gnocchi.core.query.Operation;
import io.gnocchi.core.query.Operation.Reference;
import io.gnocchi.core.query.Resampling;
import io.gnocchi.core.query.Statistic;
import io.gnocchi.server.wire.PythonFloat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One statistic over several metrics, as it was asked for before there were operations. Unless the
/// client says otherwise, the metrics must have measures at the same instants.
///
/// @param aggregation the aggregation method, as the client wrote it
/// @param reaggregation what makes one series of several, as the client wrote it
record LegacyAggregation(
        AggregatesWish wish,
        String aggregation,
        String reaggregation,
        @Nullable Resampling resampling) {
    private static final Gaps ALL_OVERLAP = new Gaps.Overlap(100);

    static LegacyAggregation of(Query query, Instant now) {
        var wish = AggregatesWish.of(query, now, ALL_OVERLAP);
        var resampling = ReadingWish.resampling(query, wish.granularity());
        // Reads are always fresh; the parameter is only checked.
        query.flag("refresh", false);
        var asked = query.one("aggregation");
        var aggregation = asked == null ? "mean" : asked;
        var again = query.one("reaggregation");
        if (again != null && Statistic.parse(again) == null) {
            throw Problem.badArgument("reaggregation", "not a valid value");
        }
        return new LegacyAggregation(
                wish, aggregation, again == null ? aggregation : again, resampling);
    }

    /// A metric to be read by the aggregation method. Refusals name it by its id, also when the
    /// client gave a name that several metrics bear.
    Source source(Metric metric) {
        return new Source(new Reference(metric.id().toString(), aggregation), metric);
    }

    /// The points of each group: none without metrics, plain aggregates for a single metric.
    List<List<Answer>> answers(
            List<List<Source>> groups, MeasuresReader measures, AggregatesReader reader) {
        groups.forEach(this::requireKept);
        var answers = new ArrayList<List<Answer>>(Collections.nCopies(groups.size(), List.of()));
        var several = withSize(groups, 2, Integer.MAX_VALUE);
        if (!several.isEmpty()) {
            compute(several, groups, combined(several, groups), wish.gaps(), reader, answers);
        }
        var singles = withSize(groups, 1, 1);
        if (resampling == null && !singles.isEmpty()) {
            compute(singles, groups, metrics(singles, groups), Gaps.Fill.NULL, reader, answers);
        }
        if (resampling != null) {
            for (int place : singles) {
                var metric = groups.get(place).getFirst().metric();
                answers.set(place, resampled(metric, resampling, measures));
            }
        }
        return answers;
    }

    private void requireKept(List<Source> group) {
        for (var source : group) {
            if (group.size() == 1) {
                ReadingWish.kept(source.metric(), aggregation, wish.granularity());
            } else {
                method(source.metric());
            }
        }
    }

    private static List<Integer> withSize(List<List<Source>> groups, int least, int most) {
        return IntStream.range(0, groups.size())
                .filter(i -> groups.get(i).size() >= least && groups.get(i).size() <= most)
                .boxed()
                .toList();
    }

    private static Operation metrics(List<Integer> places, List<List<Source>> groups) {
        return new Operation.Metrics(
                places.stream()
                        .flatMap(place -> groups.get(place).stream())
                        .map(Source::reference)
                        .distinct()
                        .toList());
    }

    /// Regrouped first, then made into one.
    private Operation combined(List<Integer> places, List<List<Source>> groups) {
        var metrics = metrics(places, groups);
        var method = method(groups.get(places.getFirst()).getFirst().metric());
        var each =
                resampling == null
                        ? metrics
                        : new Operation.Resample(Statistic.of(method), resampling, metrics);
        var statistic = Statistic.parse(reaggregation);
        return new Operation.Aggregate(
                statistic == null ? Statistic.of(method) : statistic, List.of(each));
    }

    private void compute(
            List<Integer> places,
            List<List<Source>> groups,
            Operation operation,
            Gaps gaps,
            AggregatesReader reader,
            List<List<Answer>> answers) {
        var outcomes =
                reader.read(
                        places.stream()
                                .map(groups::get)
                                .map(group -> new Group(group, wish.startNanos(), wish.stopNanos()))
                                .toList(),
                        new Question(operation, wish.granularity(), gaps));
        for (int i = 0; i < outcomes.size(); i++) {
            answers.set(places.get(i), outcomes.get(i).series().getFirst());
        }
    }

    private List<Answer> resampled(Metric metric, Resampling into, MeasuresReader measures) {
        return measures.read(
                metric,
                method(metric),
                wish.granularity(),
                wish.startNanos(),
                wish.stopNanos(),
                into);
    }

    /// The aggregation method as the metric's policy keeps it.
    ///
    /// @throws Problem 404 when it does not, or not at the granularity wanted
    private AggregationMethod method(Metric metric) {
        var policy = metric.policy();
        var granularity =
                wish.granularity() == null
                        ? policy.definition().getFirst().granularity()
                        : wish.granularity();
        boolean kept =
                policy.definition().stream().anyMatch(one -> one.granularity().equals(granularity));
        for (var method : policy.methods()) {
            if (kept && method.text().equals(aggregation)) {
                return method;
            }
        }
        throw Problem.of(
                404,
                "Aggregation method '%s' at granularity '%s' for metric %s does not exist"
                        .formatted(
                                aggregation, PythonFloat.text(granularity.seconds()), metric.id()));
    }
}
