package io.gnocchi.server.api;

import io.gnocchi.core.index.Index;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Retention;
import io.gnocchi.core.model.Timespan;
import io.gnocchi.core.query.AggregatesReader;
import io.gnocchi.core.query.AggregatesReader.Group;
import io.gnocchi.core.query.AggregatesReader.Question;
import io.gnocchi.core.query.AggregatesReader.Source;
import io.gnocchi.core.query.Answer;
import io.gnocchi.core.query.Gaps;
import io.gnocchi.core.query.Operation;
import io.gnocchi.core.query.ValuePredicate;
import io.gnocchi.server.access.Access;
import io.gnocchi.server.access.Rule;
import io.gnocchi.server.wire.Documents;
import io.gnocchi.server.wire.MetricIds;
import io.gnocchi.server.wire.Times;
import io.gnocchi.server.wire.ValuePredicateReader;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/// `/v1/search/metric`: the points whose values meet a condition.
final class MetricSearchRoutes {
    private final Index index;
    private final Access access;
    private final InstantSource clock;
    private final AggregatesReader reader;
    private final MetricLookup lookup;

    MetricSearchRoutes(Index index, Access access, InstantSource clock, AggregatesReader reader) {
        this.index = index;
        this.access = access;
        this.clock = clock;
        this.reader = reader;
        lookup = new MetricLookup(index);
    }

    List<Route> routes() {
        return List.of(Route.post("/v1/search/metric", this::search));
    }

    private Reply search(Call call) {
        var query = call.query();
        var ids = MetricIds.inQuery(query.all("metric_id"));
        if (ids.isEmpty()) {
            throw Problem.badArgument("metric_id", "required key not provided");
        }
        long start = time(query, "start", Long.MIN_VALUE);
        long stop = time(query, "stop", Long.MAX_VALUE);
        var asked = query.one("aggregation");
        var aggregation = asked == null ? "mean" : asked;
        var granularities = granularities(query);
        var body = call.jsonIfAny();
        if (body == null) {
            throw Problem.of(400, "No query specified in body");
        }
        var condition = ValuePredicateReader.read(body);
        var metrics =
                index.metrics(new HashSet<>(ids)).stream()
                        .sorted(Comparator.comparing(metric -> metric.id().toString()))
                        .toList();
        lookup.require(access, call.caller(), Rule.SEARCH_METRIC, metrics);
        metrics.forEach(metric -> requireKept(metric, aggregation, granularities));
        var found = read(metrics, aggregation, start, stop);
        return Reply.ok(json -> {
            json.beginObject();
            for (int i = 0; i < metrics.size(); i++) {
                json.name(metrics.get(i).id().toString());
                Documents.write(json, matching(found.get(i), granularities, condition));
            }
            json.endObject();
        });
    }

    private long time(Query query, String name, long whenAbsent) {
        var text = query.one(name);
        try {
            return text == null ? whenAbsent : Times.parse(text, clock.instant());
        } catch (IllegalArgumentException _) {
            throw Problem.of(400, "Invalid value for " + name);
        }
    }

    /// Those asked for; none for all.
    private static Set<Timespan> granularities(Query query) {
        var granularities = new HashSet<Timespan>();
        for (var text : query.all("granularity")) {
            granularities.add(ReadingWish.parsedSpan("granularity", text));
        }
        return granularities;
    }

    private static void requireKept(
            Metric metric, String aggregation, Set<Timespan> granularities) {
        var kept = metric.policy().definition().stream().map(Retention::granularity).toList();
        boolean known =
                metric.policy().methods().stream()
                        .anyMatch(method -> method.text().equals(aggregation));
        var wrong =
                granularities.stream().filter(asked -> !known || !kept.contains(asked)).toList();
        if (!known || !wrong.isEmpty()) {
            var detail = new LinkedHashMap<String, Object>();
            detail.put("granularity", (wrong.isEmpty() ? kept : wrong).getFirst().seconds());
            detail.put("aggregation_method", aggregation);
            throw Problem.caused(400, "Aggregation does not exist", null, detail);
        }
    }

    private List<List<Answer>> read(
            List<Metric> metrics, String aggregation, long start, long stop) {
        var reference = new Operation.Reference("", aggregation);
        var groups = new ArrayList<Group>();
        for (var metric : metrics) {
            groups.add(new Group(List.of(new Source(reference, metric)), start, stop));
        }
        var everything = new Operation.Metrics(List.of(reference));
        return reader.read(groups, new Question(everything, null, Gaps.Fill.NULL)).stream()
                .map(outcome -> outcome.series().getFirst())
                .toList();
    }

    private static List<Answer> matching(
            List<Answer> answers, Set<Timespan> granularities, ValuePredicate condition) {
        return answers.stream()
                .filter(answer -> granularities.isEmpty() || isOf(granularities, answer))
                .map(answer -> matching(answer, condition))
                .toList();
    }

    private static boolean isOf(Set<Timespan> granularities, Answer answer) {
        return answer.label() instanceof Answer.Label.Span(var span)
                && granularities.contains(span);
    }

    private static Answer matching(Answer answer, ValuePredicate condition) {
        var timestamps = new long[answer.values().length];
        var values = new double[timestamps.length];
        int size = 0;
        for (int i = 0; i < timestamps.length; i++) {
            if (condition.test(answer.values()[i])) {
                timestamps[size] = answer.timestamps()[i];
                values[size++] = answer.values()[i];
            }
        }
        return new Answer(
                answer.label(), Arrays.copyOf(timestamps, size), Arrays.copyOf(values, size));
    }
}
