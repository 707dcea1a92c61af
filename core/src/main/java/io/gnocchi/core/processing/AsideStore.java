package io.gnocchi.core.processing;

import io.gnocchi.core.manifest.Batch;
import io.gnocchi.core.manifest.BatchSection;
import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.manifest.SackView;
import io.gnocchi.core.manifest.SetAside;
import io.gnocchi.core.model.Shard;
import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.core.segment.BatchEntry;
import io.gnocchi.core.segment.BatchReader;
import io.gnocchi.core.segment.BatchWriter;
import io.gnocchi.core.segment.MetricRequests;
import io.gnocchi.core.segment.ObjectNames;
import io.gnocchi.core.store.CorruptObjectException;
import io.gnocchi.core.store.Fetched;
import io.gnocchi.core.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;

/// Measures set aside, as objects.
final class AsideStore {
    private final ObjectStore store;
    private final ObjectNames names;
    private final Manifest manifest;

    AsideStore(ObjectStore store, ObjectNames names, Manifest manifest) {
        this.store = store;
        this.names = names;
        this.manifest = manifest;
    }

    /// Keeps measures in a new object.
    ///
    /// @return its key
    String put(List<BatchEntry> entries) {
        var key = names.next(ObjectNames.SET_ASIDE);
        if (!store.putIfAbsent(key, BatchWriter.write(manifest.sacks(), entries).bytes())) {
            throw new UnavailableException("the name " + key + " is taken");
        }
        return key;
    }

    /// The measures a mark of a sack stands for, by metric.
    ///
    /// @throws CorruptObjectException when they cannot be read
    List<MetricRequests> read(SackView view, SetAside mark) {
        return Fetched.whole(store, mark.key()).decoded(object -> decode(view, mark, object));
    }

    private static List<MetricRequests> decode(SackView view, SetAside mark, byte[] object) {
        var told = BatchReader.told(mark.key(), object);
        var sacks = told.sacks() == null ? view.layout().sacks() : told.sacks();
        var batch = new Batch(mark.through(), mark.key(), object.length, sacks, told.sections());
        var found = new ArrayList<MetricRequests>();
        for (var section : sections(told, mark)) {
            BatchReader.decode(batch, object, section).stream()
                    .filter(requests -> view.owns(requests.metric()))
                    .filter(requests ->
                            mark.metric() == null || mark.metric().equals(requests.metric()))
                    .forEach(found::add);
        }
        return found;
    }

    /// Where the measures stand. An object of a version that does not tell how many sacks its
    /// writer knew of may hold those of a metric in any section.
    private static List<BatchSection> sections(BatchReader.Told told, SetAside mark) {
        var shard = mark.shard();
        if (shard == null && mark.metric() != null && told.sacks() != null) {
            shard = new Shard(told.sacks(), told.sacks().of(mark.metric()));
        }
        if (shard == null) {
            return told.sections();
        }
        int sack = shard.sack();
        var sections = told.sections().stream().filter(one -> one.sack() == sack).toList();
        if (sections.isEmpty()) {
            throw new CorruptObjectException(mark.key() + ": no section of sack " + sack);
        }
        return sections;
    }
}
