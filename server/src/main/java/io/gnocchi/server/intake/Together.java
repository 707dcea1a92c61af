package io.gnocchi.server.intake;

import io.gnocchi.core.incoming.Posted;
import io.gnocchi.core.model.Measures;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The measures of one request by metric: of several series that are for the same one, in their
/// order.
///
/// As a rule no two are, which senders who name their series in the same order every time let us
/// know beforehand; then nothing is looked up.
final class Together {
    private final List<Posted> alone;
    private final @Nullable Map<UUID, Group> groups;
    private int merged;
    private int size;

    /// @param known the series of which some are to come, in their order
    Together(KnownSeries.Found known) {
        int expected = known.series().size();
        alone = new ArrayList<>(known.apart() ? expected : 0);
        groups = known.apart() ? null : LinkedHashMap.newLinkedHashMap(expected);
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
        if (groups == null) {
            alone.add(new Posted(series.metric(), measures));
            return;
        }
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
        return groups == null ? alone : groups.values().stream().map(Group::posted).toList();
    }
}
