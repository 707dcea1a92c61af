package io.gnocchi.core.store;

import io.gnocchi.core.model.UnavailableException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;

/// A store whose next calls fail as the test has asked, before or after their effect.
final class FaultyStore implements ObjectStore {
    /// What happens to a call.
    enum Fault {
        NONE,
        BEFORE_THE_EFFECT,
        AFTER_THE_EFFECT
    }

    private final ObjectStore store;
    private final Queue<Fault> faults = new ArrayDeque<>();

    FaultyStore(ObjectStore store) {
        this.store = store;
    }

    /// The next calls meet these faults, in order; later calls meet none.
    void next(Fault... next) {
        faults.addAll(List.of(next));
    }

    @Override
    public boolean putIfAbsent(String key, byte[] bytes) {
        return call(() -> store.putIfAbsent(key, bytes));
    }

    @Override
    public byte[] get(String key) {
        return call(() -> store.get(key));
    }

    @Override
    public byte[] get(String key, long offset, int length) {
        return call(() -> store.get(key, offset, length));
    }

    @Override
    public List<StoredObject> list(String prefix) {
        return call(() -> store.list(prefix));
    }

    @Override
    public void forget(String key) {
        store.forget(key);
    }

    @Override
    public void delete(Collection<String> keys) {
        call(() -> {
            store.delete(keys);
            return true;
        });
    }

    @Override
    public void close() {
        store.close();
    }

    private <T> T call(Supplier<T> call) {
        return switch (faults.isEmpty() ? Fault.NONE : faults.remove()) {
            case NONE -> call.get();
            case BEFORE_THE_EFFECT -> throw new UnavailableException("no connection");
            case AFTER_THE_EFFECT -> {
                var _ = call.get();
                throw new UnavailableException("no answer");
            }
        };
    }
}
