package io.gnocchi.core.model;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The making and changing of archive policies, and those every deployment begins with.
public final class ArchivePolicies {
    /// What gives a metric a policy as long as nobody made other rules.
    public static final ArchivePolicyRule DEFAULT_RULE =
            new ArchivePolicyRule("default", "low", "*");

    private ArchivePolicies() {}

    /// A policy as a caller asked for it.
    ///
    /// @throws MalformedException with the message for the caller
    public static ArchivePolicy define(
            String name,
            long backWindow,
            List<RetentionRequest> items,
            SortedSet<AggregationMethod> methods) {
        var definition = resolve(items);
        if (backWindow > Integer.MAX_VALUE) {
            throw new MalformedException(
                    "value must be at most " + Integer.MAX_VALUE, List.of("back_window"));
        }
        var policy = new ArchivePolicy(name, (int) backWindow, definition, methods);
        requireBoundedWindow(policy);
        return policy;
    }

    /// Completes the items of a definition.
    ///
    /// @throws MalformedException with the message for the caller
    public static List<Retention> resolve(List<RetentionRequest> items) {
        var definition = items.stream().map(RetentionRequest::resolve).toList();
        var granularities = new HashSet<Timespan>();
        for (var retention : definition) {
            if (!granularities.add(retention.granularity())) {
                throw new MalformedException(
                        "More than one archive policy uses granularity `%s'"
                                .formatted(retention.granularity().secondsText()));
            }
        }
        return definition;
    }

    /// Why a policy cannot take a new definition, or null when it can. Retentions may change,
    /// granularities may not.
    public static @Nullable String changeRefusal(ArchivePolicy policy, List<Retention> definition) {
        var before = granularities(policy.definition());
        var after = granularities(definition);
        if (before.size() != after.size()) {
            return "Cannot add or drop granularities";
        }
        for (int i = 0; i < before.size(); i++) {
            if (!before.get(i).equals(after.get(i))) {
                return before.get(i).secondsText() + " granularity interval was changed";
            }
        }
        return null;
    }

    /// The policies an empty index is given.
    ///
    /// @param methods the configured default methods
    public static List<ArchivePolicy> defaults(SortedSet<AggregationMethod> methods) {
        var last = new TreeSet<>(List.of(AggregationMethod.parse("last")));
        return List.of(
                new ArchivePolicy("low", 0, List.of(keep("5m", "30d")), methods),
                new ArchivePolicy(
                        "medium", 0, List.of(keep("1m", "7d"), keep("1h", "365d")), methods),
                new ArchivePolicy(
                        "high",
                        0,
                        List.of(keep("1s", "1h"), keep("1m", "7d"), keep("1h", "365d")),
                        methods),
                new ArchivePolicy("bool", 3600, List.of(keep("1s", "365d")), last));
    }

    private static void requireBoundedWindow(ArchivePolicy policy) {
        long blocks = policy.backWindow() + (policy.hasRates() ? 1L : 0L);
        if (Math.multiplyHigh(blocks, policy.blockNanos()) != 0
                || blocks * policy.blockNanos() < 0) {
            throw new MalformedException(
                    "back_window × the coarsest granularity must be at most 106751 days",
                    List.of("back_window"));
        }
    }

    private static List<Timespan> granularities(List<Retention> definition) {
        return definition.stream()
                .map(Retention::granularity)
                .sorted(Comparator.comparingLong(Timespan::nanos))
                .toList();
    }

    private static Retention keep(String granularity, String timespan) {
        return new Retention(Timespan.parse(granularity), Timespan.parse(timespan));
    }
}
