package io.gnocchi.client.commands;

import io.gnocchi.client.json.Json;
import io.gnocchi.client.output.PythonText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What `/v1/status` tells at a moment.
///
/// @param metrics of how many metrics something waits; of more at most where the server lists none
/// @param setAsideMetrics -1 when the server does not tell
/// @param requests how many of each kind the answering process has asked of its store; empty when
///   it does not tell
/// @param measuresPerSecond taken lately by the answering process; null when it does not tell
/// @param queriesPerSecond answered lately by it; null when it does not tell
/// @param sacks how many sacks each worker folds; those of whom none is told have 0
/// @param longest the metrics with the most that waits, the most first
record Load(
        Instant at,
        long metrics,
        long measures,
        long setAsideMetrics,
        long setAsideBytes,
        Map<String, Long> requests,
        @Nullable Double measuresPerSecond,
        @Nullable Double queriesPerSecond,
        Map<String, List<Long>> sacks,
        List<Map.Entry<String, Long>> longest) {

    static Load of(Map<String, @Nullable Object> status, Instant at) {
        var storage = object(status, "storage");
        var summary = object(storage, "summary");
        var setAside = object(summary, "set_aside");
        var metricd = object(status, "metricd");
        var longest = longest(object(storage, "measures_to_process"));
        return new Load(
                at,
                longest.isEmpty() ? number(summary.get("metrics")) : longest.size(),
                number(summary.get("measures")),
                setAside.isEmpty() ? -1 : number(setAside.get("metrics")),
                number(setAside.get("bytes")),
                numbers(object(summary, "requests")),
                fraction(object(status, "api").get("measures_per_second")),
                fraction(object(status, "api").get("queries_per_second")),
                sacks(metricd),
                longest);
    }

    private static Map<String, List<Long>> sacks(Map<String, @Nullable Object> metricd) {
        var sacks = new TreeMap<String, List<Long>>();
        if (metricd.get("processors") instanceof List<?> processors) {
            processors.forEach(one -> sacks.put(PythonText.str(one), List.of()));
        }
        object(metricd, "statistics")
                .forEach((worker, told) -> {
                    if (told instanceof Map<?, ?> fields
                            && fields.get("sacks") instanceof List<?> held) {
                        sacks.put(worker, held.stream().map(Load::number).sorted().toList());
                    }
                });
        return sacks;
    }

    private static List<Map.Entry<String, Long>> longest(Map<String, @Nullable Object> waiting) {
        List<Map.Entry<String, Long>> metrics = new ArrayList<>(numbers(waiting).entrySet());
        metrics.sort(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()));
        return metrics;
    }

    private static Map<String, Long> numbers(Map<String, @Nullable Object> told) {
        var numbers = new TreeMap<String, Long>();
        told.forEach((name, value) -> numbers.put(name, number(value)));
        return numbers;
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    private static @Nullable Double fraction(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : null;
    }

    private static Map<String, @Nullable Object> object(
            Map<String, @Nullable Object> in, String name) {
        Object value = in.get(name);
        return value instanceof Map<?, ?> ? Json.object(value) : Map.of();
    }
}
