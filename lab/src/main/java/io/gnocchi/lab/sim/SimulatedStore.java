package io.gnocchi.lab.sim;

import io.gnocchi.core.store.ObjectStore;
import io.gnocchi.core.store.StoredObject;
import java.util.Collection;
import java.util.List;

/// A store with [Faults] on the way to it.
final class SimulatedStore implements ObjectStore {
    private final ObjectStore store;
    private final Faults faults;
    private final Invariants invariants;

    SimulatedStore(ObjectStore store, Faults faults, Invariants invariants) {
        this.store = store;
        this.faults = faults;
        this.invariants = invariants;
    }

    @Override
    public boolean putIfAbsent(String key, byte[] bytes) {
        return faults.call(() -> store.putIfAbsent(key, bytes));
    }

    @Override
    public byte[] get(String key) {
        return faults.call(() -> store.get(key));
    }

    @Override
    public byte[] get(String key, long offset, int length) {
        return faults.call(() -> store.get(key, offset, length));
    }

    @Override
    public List<StoredObject> list(String prefix) {
        return faults.call(() -> store.list(prefix));
    }

    @Override
    public void delete(Collection<String> keys) {
        faults.run(() -> {
            invariants.onlyUnreferencedAreDeleted(keys);
            store.delete(keys);
        });
    }

    @Override
    public void close() {
        store.close();
    }
}
