package io.gnocchi.server.daemon;

import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.core.store.MemoryStore;
import io.gnocchi.core.store.ObjectStore;
import io.gnocchi.core.store.StoredObject;
import java.util.Collection;
import java.util.List;

/// A store in memory that can be made to take nothing.
final class BrittleStore implements ObjectStore {
    private final MemoryStore store = new MemoryStore();
    volatile boolean broken;

    @Override
    public boolean putIfAbsent(String key, byte[] bytes) {
        if (broken) {
            throw new UnavailableException("the store is broken");
        }
        return store.putIfAbsent(key, bytes);
    }

    @Override
    public byte[] get(String key) {
        return store.get(key);
    }

    @Override
    public byte[] get(String key, long offset, int length) {
        return store.get(key, offset, length);
    }

    @Override
    public List<StoredObject> list(String prefix) {
        return store.list(prefix);
    }

    @Override
    public void forget(String key) {
        store.forget(key);
    }

    @Override
    public void delete(Collection<String> keys) {
        store.delete(keys);
    }

    @Override
    public void close() {
        store.close();
    }
}
