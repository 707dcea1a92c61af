package io.gnocchi.core.store;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// Counts what passes through: what an object store would send a bill for. A call is counted when
/// it is made, its bytes when it has succeeded.
public final class CountingStore implements ObjectStore {
    private final ObjectStore store;
    private final LongAdder puts = new LongAdder();
    private final LongAdder putBytes = new LongAdder();
    private final LongAdder gets = new LongAdder();
    private final LongAdder getBytes = new LongAdder();
    private final LongAdder lists = new LongAdder();
    private final LongAdder deletes = new LongAdder();
    private final LongAdder deletedKeys = new LongAdder();

    public CountingStore(ObjectStore store) {
        this.store = store;
    }

    /// The counts so far.
    public StoreCounts counts() {
        return new StoreCounts(
                puts.sum(),
                putBytes.sum(),
                gets.sum(),
                getBytes.sum(),
                lists.sum(),
                deletes.sum(),
                deletedKeys.sum());
    }

    @Override
    public boolean putIfAbsent(String key, byte[] bytes) {
        puts.increment();
        boolean made = store.putIfAbsent(key, bytes);
        putBytes.add(made ? bytes.length : 0);
        return made;
    }

    @Override
    public byte[] get(String key) {
        gets.increment();
        return counted(store.get(key));
    }

    @Override
    public byte[] get(String key, long offset, int length) {
        gets.increment();
        return counted(store.get(key, offset, length));
    }

    @Override
    public List<StoredObject> list(String prefix) {
        lists.increment();
        return store.list(prefix);
    }

    @Override
    public void forget(String key) {
        store.forget(key);
    }

    @Override
    public void delete(Collection<String> keys) {
        deletes.increment();
        store.delete(keys);
        deletedKeys.add(keys.size());
    }

    @Override
    public void close() {
        store.close();
    }

    private byte[] counted(byte[] bytes) {
        getBytes.add(bytes.length);
        return bytes;
    }
}
