package io.gnocchi.core.model;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What is computed from a metric's measures and how long it is kept.
///
/// @param name unique
/// @param backWindow how many blocks (buckets of the coarsest granularity) behind the newest one
///   still accept measures
/// @param definition at least one, granularities distinct, in the order the user gave them
/// @param methods at least one
public record ArchivePolicy(
        String name,
        int backWindow,
        List<Retention> definition,
        SortedSet<AggregationMethod> methods) {
    public ArchivePolicy {
        definition = List.copyOf(definition);
        methods = Collections.unmodifiableSortedSet(new TreeSet<>(methods));
        if (definition.isEmpty() || methods.isEmpty() || backWindow < 0) {
            throw new IllegalArgumentException("an archive policy needs a definition and methods");
        }
        var granularities = new HashSet<Timespan>();
        for (var retention : definition) {
            if (!granularities.add(retention.granularity())) {
                throw new IllegalArgumentException("twice " + retention.granularity());
            }
        }
    }

    /// The coarsest granularity in nanoseconds: the unit of the mutable window.
    public long blockNanos() {
        long longest = 0;
        for (var retention : definition) {
            longest = Math.max(longest, retention.granularity().nanos());
        }
        return longest;
    }

    /// How long points of a granularity are kept; null for ever, also when it is not one of ours.
    public @Nullable Timespan kept(Timespan granularity) {
        for (var retention : definition) {
            if (retention.granularity().equals(granularity)) {
                return retention.timespan();
            }
        }
        return null;
    }

    /// Whether metrics of both have the same aggregates for the same time, whatever their windows.
    public boolean aggregatesAs(ArchivePolicy other) {
        return hasMethodsOf(other)
                && (definition.equals(other.definition)
                        || Set.copyOf(definition).equals(Set.copyOf(other.definition)));
    }

    /// Both are in order; asked of every metric of a fold.
    private boolean hasMethodsOf(ArchivePolicy other) {
        if (methods.size() != other.methods.size()) {
            return false;
        }
        var others = other.methods.iterator();
        for (var method : methods) {
            if (!method.equals(others.next())) {
                return false;
            }
        }
        return true;
    }

    /// Whether any method looks at differences; such a policy keeps one block more open.
    public boolean hasRates() {
        return methods.last().rate();
    }
}
