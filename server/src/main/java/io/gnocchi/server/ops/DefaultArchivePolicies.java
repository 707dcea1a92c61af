package io.gnocchi.server.ops;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.ArchivePolicyRule;
import io.gnocchi.core.model.Retention;
import io.gnocchi.core.model.Timespan;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a new deployment starts with: `low`, `medium`, `high`, `bool`, and `low` for every metric
/// whose creator names no policy.
final class DefaultArchivePolicies {
    static final ArchivePolicyRule RULE = new ArchivePolicyRule("default", "low", "*");

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration YEAR = Duration.ofDays(365);

    private DefaultArchivePolicies() {}

    /// @param methods what the policies compute, except `bool`, which keeps the last value
    static List<ArchivePolicy> all(SortedSet<AggregationMethod> methods) {
        var last = new TreeSet<>(List.of(AggregationMethod.of(AggregationMethod.Kind.LAST)));
        return List.of(
                new ArchivePolicy("low", 0, List.of(keep(Duration.ofMinutes(5), MONTH)), methods),
                new ArchivePolicy(
                        "medium", 0, List.of(keep(MINUTE, WEEK), keep(HOUR, YEAR)), methods),
                new ArchivePolicy(
                        "high",
                        0,
                        List.of(keep(SECOND, HOUR), keep(MINUTE, WEEK), keep(HOUR, YEAR)),
                        methods),
                new ArchivePolicy("bool", 3600, List.of(keep(SECOND, YEAR)), last));
    }

    private static Retention keep(Duration granularity, Duration timespan) {
        return new Retention(new Timespan(granularity.toNanos()), new Timespan(timespan.toNanos()));
    }
}
