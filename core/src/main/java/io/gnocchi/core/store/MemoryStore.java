package io.gnocchi.core.store;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// Objects in memory, for tests and the simulator. It forgets everything when it is gone, not when
/// it is closed, so that a restarted process may find its objects again.
public final class MemoryStore implements ObjectStore {
    private final ConcurrentNavigableMap<String, byte[]> objects = new ConcurrentSkipListMap<>();

    @Override
    public boolean putIfAbsent(String key, byte[] bytes) {
        return objects.putIfAbsent(ObjectKeys.check(key), bytes.clone()) == null;
    }

    @Override
    public byte[] get(String key) {
        return stored(key).clone();
    }

    @Override
    public byte[] get(String key, long offset, int length) {
        byte[] bytes = stored(key);
        ByteRange.checkInside(key, offset, length, bytes.length);
        return Arrays.copyOfRange(bytes, (int) offset, (int) offset + length);
    }

    @Override
    public List<StoredObject> list(String prefix) {
        return objects.tailMap(ObjectKeys.checkPrefix(prefix)).entrySet().stream()
                .takeWhile(entry -> entry.getKey().startsWith(prefix))
                .map(entry -> new StoredObject(entry.getKey(), entry.getValue().length))
                .toList();
    }

    @Override
    public void forget(String key) {
        // Nothing is remembered.
    }

    @Override
    public void delete(Collection<String> keys) {
        keys.forEach(ObjectKeys::check);
        keys.forEach(objects::remove);
    }

    @Override
    public void close() {}

    private byte[] stored(String key) {
        byte[] bytes = objects.get(ObjectKeys.check(key));
        if (bytes == null) {
            throw new ObjectMissingException(key);
        }
        return bytes;
    }
}
