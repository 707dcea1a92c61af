package io.gnocchi.server.meters;

import io.gnocchi.core.store.ObjectStore;
import io.gnocchi.core.store.StoredObject;
import java.util.Collection;
import java.util.List;

/// Counts what is asked of a store for the request at hand, if there is one.
public final class TalliedStore implements ObjectStore {
    private final ObjectStore store;

    public TalliedStore(ObjectStore store) {
        this.store = store;
    }

    private static void count() {
        var tally = StoreTally.current();
        if (tally != null) {
            tally.add();
        }
    }

    @Override
    public boolean putIfAbsent(String key, byte[] bytes) {
        count();
        return store.putIfAbsent(key, bytes);
    }

    @Override
    public byte[] get(String key) {
        count();
        return store.get(key);
    }

    @Override
    public byte[] get(String key, long offset, int length) {
        count();
        return store.get(key, offset, length);
    }

    @Override
    public List<StoredObject> list(String prefix) {
        count();
        return store.list(prefix);
    }

    @Override
    public void forget(String key) {
        store.forget(key);
    }

    @Override
    public void delete(Collection<String> keys) {
        count();
        store.delete(keys);
    }

    @Override
    public void close() {
        store.close();
    }
}
