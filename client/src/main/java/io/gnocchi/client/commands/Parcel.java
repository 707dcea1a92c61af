package io.gnocchi.client.commands;

import io.gnocchi.client.api.Acceptance;
import io.gnocchi.client.api.Gnocchi;
import io.gnocchi.client.api.Measure;
import io.gnocchi.client.records.Measured;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Measures that are sent together, in their order.
final class Parcel {
    private final Map<String, List<Measure>> byId = new LinkedHashMap<>();
    private final Map<String, Map<String, List<Measure>>> byName = new LinkedHashMap<>();

    /// So many parcels; those of a metric are all in the same, in their order.
    static List<Parcel> of(List<Measured> measures, int count) {
        var parcels = new ArrayList<Parcel>();
        for (int i = 0; i < count; i++) {
            parcels.add(new Parcel());
        }
        for (Measured one : measures) {
            int hash =
                    31 * one.metric().hashCode()
                            + (one.resource() == null ? 0 : one.resource().hashCode());
            parcels.get(Math.floorMod(hash, count)).add(one);
        }
        return parcels.stream().filter(parcel -> !parcel.isEmpty()).toList();
    }

    private void add(Measured one) {
        var metrics =
                one.resource() == null
                        ? byId
                        : byName.computeIfAbsent(one.resource(), _ -> new LinkedHashMap<>());
        metrics.computeIfAbsent(one.metric(), _ -> new ArrayList<>())
                .add(new Measure(one.timestamp(), one.value()));
    }

    private boolean isEmpty() {
        return byId.isEmpty() && byName.isEmpty();
    }

    /// Sends them; durable when it returns.
    ///
    /// @param late whether measures from before what can still change are kept too
    Acceptance send(Gnocchi gnocchi, boolean createMetrics, boolean late) {
        var all = Acceptance.UNTOLD;
        if (!byId.isEmpty()) {
            all = all.and(gnocchi.measures().importAll(byId, late));
        }
        if (!byName.isEmpty()) {
            all = all.and(gnocchi.measures().importAll(byName, createMetrics, late));
        }
        return all;
    }
}
