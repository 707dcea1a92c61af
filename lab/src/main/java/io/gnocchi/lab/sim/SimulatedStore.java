package io.gnocchi.lab.sim;

import io.gnocchi.core.store.ObjectStore;
import io.gnocchi.core.store.StoredObject;
import io.gnocchi.lab.sim.Faults.Door;
import java.util.Collection;
import java.util.List;

/// A store with [Faults] on the way to it and [Damage] on the way back.
final class SimulatedStore implements ObjectStore {
    private final ObjectStore store;
    private final Faults faults;
    private final Damage damage;
    private final Invariants invariants;

    SimulatedStore(ObjectStore store, Faults faults, Damage damage, Invariants invariants) {
        this.store = store;
        this.faults = faults;
        this.damage = damage;
        this.invariants = invariants;
    }

    @Override
    public boolean putIfAbsent(String key, byte[] bytes) {
        return faults.change(Door.STORE, () -> store.putIfAbsent(key, bytes));
    }

    @Override
    public byte[] get(String key) {
        var bytes = faults.ask(Door.STORE, () -> store.get(key));
        return faults.isActive() ? damage.whole(key, bytes) : bytes;
    }

    @Override
    public byte[] get(String key, long offset, int length) {
        var bytes = faults.ask(Door.STORE, () -> store.get(key, offset, length));
        return faults.isActive() ? damage.part(key, bytes) : bytes;
    }

    @Override
    public List<StoredObject> list(String prefix) {
        return faults.ask(Door.STORE, () -> store.list(prefix));
    }

    @Override
    public void forget(String key) {
        store.forget(key);
    }

    @Override
    public void delete(Collection<String> keys) {
        faults.run(
                Door.STORE,
                () -> {
                    invariants.onlyUnreferencedAreDeleted(keys);
                    store.delete(keys);
                });
    }

    @Override
    public void close() {
        store.close();
    }
}
