package io.gnocchi.core.processing;

import io.gnocchi.core.manifest.Batch;
import io.gnocchi.core.manifest.SetAside;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.core.segment.BatchEntry;
import io.gnocchi.core.segment.BatchReader;
import io.gnocchi.core.segment.BatchWriter;
import io.gnocchi.core.segment.MetricRequests;
import io.gnocchi.core.segment.ObjectNames;
import io.gnocchi.core.store.CorruptObjectException;
import io.gnocchi.core.store.Fetched;
import io.gnocchi.core.store.ObjectStore;
import java.util.List;

/// Measures set aside, as objects.
final class AsideStore {
    private final ObjectStore store;
    private final ObjectNames names;
    private final Sacks sacks;

    AsideStore(ObjectStore store, ObjectNames names, Sacks sacks) {
        this.store = store;
        this.names = names;
        this.sacks = sacks;
    }

    /// Keeps measures in a new object.
    ///
    /// @return its key
    String put(List<BatchEntry> entries) {
        var key = names.next(ObjectNames.SET_ASIDE);
        if (!store.putIfAbsent(key, BatchWriter.write(sacks, entries).bytes())) {
            throw new UnavailableException("the name " + key + " is taken");
        }
        return key;
    }

    /// The measures a mark stands for, by metric.
    ///
    /// @throws CorruptObjectException when they cannot be read
    List<MetricRequests> read(SetAside mark) {
        return Fetched.whole(store, mark.key()).decoded(object -> decode(mark, object));
    }

    private static List<MetricRequests> decode(SetAside mark, byte[] object) {
        var sections = BatchReader.sections(mark.key(), object);
        var batch = new Batch(mark.through(), mark.key(), object.length, sections);
        var section = batch.section(mark.sack());
        if (section == null) {
            throw new CorruptObjectException(mark.key() + ": no section of sack " + mark.sack());
        }
        return BatchReader.decode(batch, object, section).stream()
                .filter(requests ->
                        mark.metric() == null || mark.metric().equals(requests.metric()))
                .toList();
    }
}
