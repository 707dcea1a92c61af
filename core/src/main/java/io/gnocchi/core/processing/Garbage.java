package io.gnocchi.core.processing;

import io.gnocchi.core.manifest.Manifest;
import io.gnocchi.core.segment.ObjectNames;
import io.gnocchi.core.store.ObjectStore;
import io.gnocchi.core.store.StoredObject;
import java.time.InstantSource;
import java.util.List;

/// Objects nobody refers to any more: condemned first, deleted after a grace.
final class Garbage {
    private static final int DELETE_LIMIT = 1000;

    private static final List<String> SWEPT =
            List.of(
                    ObjectNames.BATCHES,
                    ObjectNames.SEGMENTS,
                    ObjectNames.SET_ASIDE,
                    ObjectNames.COMMITS);

    private final Manifest manifest;
    private final ObjectStore store;
    private final InstantSource clock;
    private final WorkerSettings settings;

    Garbage(Manifest manifest, ObjectStore store, InstantSource clock, WorkerSettings settings) {
        this.manifest = manifest;
        this.store = store;
        this.clock = clock;
        this.settings = settings;
    }

    /// Condemns what nothing refers to, and deletes what was condemned when its grace is over.
    void collect() {
        var now = clock.instant();
        manifest.condemnUnused(now);
        var condemned = manifest.condemned(now.minus(settings.garbageGrace()), DELETE_LIMIT);
        while (!condemned.isEmpty()) {
            delete(condemned);
            manifest.deleted(condemned, now);
            condemned = manifest.condemned(now.minus(settings.garbageGrace()), DELETE_LIMIT);
        }
    }

    /// Records go last: as long as a batch is there, something tells its ordinal.
    private void delete(List<String> keys) {
        var records = keys.stream().filter(key -> key.startsWith(ObjectNames.COMMITS)).toList();
        var others = keys.stream().filter(key -> !key.startsWith(ObjectNames.COMMITS)).toList();
        for (var some : List.of(others, records)) {
            if (!some.isEmpty()) {
                store.delete(some);
            }
        }
    }

    /// Lists the store, and condemns old objects the manifest does not know.
    void condemnOrphans() {
        var now = clock.instant();
        var oldest = now.minus(settings.orphanAge());
        for (var prefix : SWEPT) {
            var old =
                    store.list(prefix).stream()
                            .map(StoredObject::key)
                            .filter(key -> ObjectNames.madeAt(key).isBefore(oldest))
                            .toList();
            for (int i = 0; i < old.size(); i += DELETE_LIMIT) {
                manifest.condemnUnknown(
                        old.subList(i, Math.min(old.size(), i + DELETE_LIMIT)), now);
            }
        }
    }
}
