package io.gnocchi.server.api;

import io.gnocchi.core.query.AggregatesReader.Outcome;
import io.gnocchi.core.query.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The values of several revisions added up, each weighed by how much of its bucket lies in the
/// time of its revision.
final class WeightedSum {
    private final Map<Answer.Label, SortedMap<Long, Double>> sums = new LinkedHashMap<>();

    /// @throws Problem when the operations leave several series
    void add(RevisionPiece piece, Outcome outcome) {
        if (!outcome.aggregated()) {
            throw Problem.of(
                    400, "With use_history, operations must aggregate all metrics into one");
        }
        for (var answer : outcome.series().getFirst()) {
            var sum = sums.computeIfAbsent(answer.label(), _ -> new TreeMap<>());
            for (int i = 0; i < answer.values().length; i++) {
                long start = answer.timestamps()[i];
                double weighed =
                        answer.values()[i] * share(start, answer.label().end(start), piece);
                sum.merge(start, weighed, Double::sum);
            }
        }
    }

    private static double share(long start, long end, RevisionPiece piece) {
        long from = Math.max(start, piece.group().startNanos());
        long to = Math.min(end, piece.group().stopNanos());
        return to - from == end - start ? 1 : (double) (to - from) / (end - start);
    }

    boolean isEmpty() {
        return sums.values().stream().allMatch(Map::isEmpty);
    }

    /// In the order in which granularities came.
    List<Answer> answers() {
        return sums.entrySet().stream()
                .map(one ->
                        new Answer(
                                one.getKey(),
                                one.getValue().keySet().stream().mapToLong(at -> at).toArray(),
                                one.getValue().values().stream().mapToDouble(sum -> sum).toArray()))
                .toList();
    }
}
