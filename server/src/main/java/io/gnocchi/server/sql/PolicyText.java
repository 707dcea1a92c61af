package io.gnocchi.server.sql;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.Retention;
import io.gnocchi.core.model.Timespan;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The lists of an archive policy as text columns.
///
/// ```
/// definition = line ("," line)*
/// line       = granularity ":" [timespan]     nanoseconds; no timespan keeps points for ever
/// methods    = method ("," method)*           as users write them
/// ```
final class PolicyText {
    private static final Map<String, AggregationMethod> METHODS =
            AggregationMethod.values().stream()
                    .collect(toMap(AggregationMethod::text, Function.identity()));

    private PolicyText() {}

    static String definition(List<Retention> definition) {
        return definition.stream().map(PolicyText::line).collect(joining(","));
    }

    private static String line(Retention retention) {
        var timespan = retention.timespan();
        var kept = timespan == null ? "" : Long.toString(timespan.nanos());
        return retention.granularity().nanos() + ":" + kept;
    }

    static List<Retention> definition(String text) {
        return Arrays.stream(text.split(",")).map(PolicyText::retention).toList();
    }

    private static Retention retention(String line) {
        int colon = line.indexOf(':');
        return new Retention(
                new Timespan(Long.parseLong(line.substring(0, colon))),
                timespan(line.substring(colon + 1)));
    }

    private static @Nullable Timespan timespan(String text) {
        return text.isEmpty() ? null : new Timespan(Long.parseLong(text));
    }

    static String methods(Collection<AggregationMethod> methods) {
        return methods.stream().map(AggregationMethod::text).collect(joining(","));
    }

    static SortedSet<AggregationMethod> methods(String text) {
        return Arrays.stream(text.split(","))
                .map(method -> Objects.requireNonNull(METHODS.get(method), method))
                .collect(toCollection(TreeSet::new));
    }
}
