package io.gnocchi.server.intake;

import io.gnocchi.core.incoming.Posted;
import io.gnocchi.core.model.Measures;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The measures of one request by metric: of several series that are for the same one, in their
/// order.
final class Together {
    private final Map<UUID, Group> groups;
    private int merged;
    private int size;

    /// @param expected how many metrics at most
    Together(int expected) {
        groups = LinkedHashMap.newLinkedHashMap(expected);
    }

    private static final class Group {
        private final KnownSeries.Known series;
        private final Measures first;
        private @Nullable Rest rest;

        Group(KnownSeries.Known series, Measures first) {
            this.series = series;
            this.first = first;
        }

        /// @return whether the series is another than all before
        boolean add(KnownSeries.Known other, Measures measures) {
            if (rest == null) {
                rest = new Rest(series, first);
            }
            rest.measures.addAll(measures);
            return rest.places.add(other.place());
        }

        Posted posted() {
            return new Posted(series.metric(), rest == null ? first : rest.measures.measures());
        }
    }

    /// What most metrics do not have: measures that stood at several places of the request.
    private record Rest(GrowingMeasures measures, Set<Integer> places) {
        Rest(KnownSeries.Known series, Measures first) {
            this(new GrowingMeasures(2 * first.size()), new HashSet<>());
            measures.addAll(first);
            places.add(series.place());
        }
    }

    void add(KnownSeries.Known series, Measures measures) {
        size += measures.size();
        var id = series.metric().id();
        var group = groups.get(id);
        if (group == null) {
            groups.put(id, new Group(series, measures));
        } else if (group.add(series, measures)) {
            merged++;
        }
    }

    /// How many measures there are.
    int size() {
        return size;
    }

    /// How many series were for a metric that another was for.
    int merged() {
        return merged;
    }

    List<Posted> posted() {
        return groups.values().stream().map(Group::posted).toList();
    }
}
