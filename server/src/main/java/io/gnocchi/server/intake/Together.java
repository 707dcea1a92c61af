package io.gnocchi.server.intake;

import io.gnocchi.core.incoming.Posted;
import io.gnocchi.core.model.Metric;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The measures of one request by metric: of several that are for the same one, in their order.
final class Together {
    private final Map<UUID, Group> groups;
    private int merged;

    /// @param expected how many metrics at most
    Together(int expected) {
        groups = LinkedHashMap.newLinkedHashMap(expected);
    }

    private static final class Group {
        private final Metric metric;
        private final Addressed first;
        private @Nullable Rest rest;

        Group(Metric metric, Addressed first) {
            this.metric = metric;
            this.first = first;
        }

        /// @return whether it is addressed in another way than all before
        boolean add(Addressed other) {
            if (rest == null) {
                rest = new Rest(first);
            }
            rest.measures.addAll(other.measures());
            return rest.addresses.add(other.address());
        }

        Posted posted() {
            return new Posted(metric, rest == null ? first.measures() : rest.measures.measures());
        }
    }

    /// What most metrics do not have: measures that were addressed several times.
    private record Rest(GrowingMeasures measures, Set<Address> addresses) {
        Rest(Addressed first) {
            this(new GrowingMeasures(2 * first.measures().size()), new HashSet<>());
            measures.addAll(first.measures());
            addresses.add(first.address());
        }
    }

    void add(Metric metric, Addressed addressed) {
        var group = groups.get(metric.id());
        if (group == null) {
            groups.put(metric.id(), new Group(metric, addressed));
        } else if (group.add(addressed)) {
            merged++;
        }
    }

    /// How many addresses were for a metric that another was for.
    int merged() {
        return merged;
    }

    List<Posted> posted() {
        return groups.values().stream().map(Group::posted).toList();
    }
}
