package io.gnocchi.core.processing;

import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.core.segment.BatchEntry;
import io.gnocchi.core.segment.BatchWriter;
import io.gnocchi.core.segment.MetricRequests;
import io.gnocchi.core.segment.ObjectNames;
import io.gnocchi.core.store.ObjectStore;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Where the measures of a metric go that cannot be folded: into a batch object of its own, under
/// [ObjectNames#SET_ASIDE], so that its sack goes on and nothing is lost.
final class SetAside {
    private static final System.Logger LOG = System.getLogger(SetAside.class.getName());

    private final ObjectStore store;
    private final ObjectNames names;
    private final Sacks sacks;

    SetAside(ObjectStore store, ObjectNames names, Sacks sacks) {
        this.store = store;
        this.names = names;
        this.sacks = sacks;
    }

    void put(UUID metric, List<MetricRequests> requests, RuntimeException why) {
        var entries = new ArrayList<BatchEntry>();
        for (var batch : requests) {
            for (var request : batch.requests()) {
                entries.add(new BatchEntry(metric, request));
            }
        }
        var key = names.next(ObjectNames.SET_ASIDE);
        if (!store.putIfAbsent(key, BatchWriter.write(sacks, entries).bytes())) {
            throw new UnavailableException("the name " + key + " is taken");
        }
        LOG.log(Level.ERROR, "Metric " + metric + " cannot be folded; set aside in " + key, why);
    }
}
