package io.gnocchi.core.store;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/// Objects in memory: the twin of the real stores.
public final class MemoryStore implements ObjectStore {
    private final ConcurrentSkipListMap<String, byte[]> objects = new ConcurrentSkipListMap<>();

    @Override
    public boolean putIfAbsent(String key, byte[] bytes) {
        return objects.putIfAbsent(key, bytes.clone()) == null;
    }

    @Override
    public byte[] get(String key) {
        return stored(key).clone();
    }

    @Override
    public byte[] get(String key, long offset, int length) {
        var bytes = stored(key);
        if (offset < 0 || length < 0 || offset + length > bytes.length) {
            throw new CorruptObjectException(key + " has only " + bytes.length + " bytes");
        }
        return Arrays.copyOfRange(bytes, (int) offset, (int) offset + length);
    }

    @Override
    public List<StoredObject> list(String prefix) {
        return objects.tailMap(prefix).entrySet().stream()
                .takeWhile(entry -> entry.getKey().startsWith(prefix))
                .map(entry -> new StoredObject(entry.getKey(), entry.getValue().length))
                .toList();
    }

    @Override
    public void delete(Collection<String> keys) {
        keys.forEach(objects::remove);
    }

    @Override
    public void close() {}

    private byte[] stored(String key) {
        var bytes = objects.get(key);
        if (bytes == null) {
            throw new ObjectMissingException(key);
        }
        return bytes;
    }
}
