package io.gnocchi.core.store;

import io.gnocchi.core.model.CacheCounts;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Remembers what was read or put last, up to a number of bytes: who writes an object reads it
/// next. Objects never change, so only a deletion makes it forget, or somebody who mistrusts what
/// came ([#forget(String)]).
///
/// A range is answered from itself or from the whole object. Many who ask for the same at once
/// cause one read. What is larger than an eighth of the limit is passed on without being
/// remembered, for it would push out everything else.
public final class CachingStore implements ObjectStore {
    /// What an entry costs besides its bytes.
    private static final int ENTRY_BYTES = 200;

    private static final int LARGEST_SHARE = 8;

    private final ObjectStore store;
    private final long limitBytes;
    private final Object guard = new Object();
    private final Map<ByteRange, byte[]> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, Set<ByteRange>> rangesByKey = new HashMap<>();
    private final Map<ByteRange, CompletableFuture<byte[]>> reads = new HashMap<>();
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private long usedBytes;

    public CachingStore(ObjectStore store, long limitBytes) {
        if (limitBytes < 0) {
            throw new IllegalArgumentException("a cache of " + limitBytes + " bytes");
        }
        this.store = store;
        this.limitBytes = limitBytes;
    }

    /// The longest stretch of bytes that a cache with such a limit remembers.
    public static int longestRemembered(long limitBytes) {
        long longest = limitBytes / LARGEST_SHARE - ENTRY_BYTES;
        return Math.clamp(longest, 0, Integer.MAX_VALUE);
    }

    /// The memory in use.
    public long usedBytes() {
        synchronized (guard) {
            return usedBytes;
        }
    }

    /// How often a read was answered from memory. Who waits for the read of another counts as
    /// answered: nothing more was read for them.
    public CacheCounts counts() {
        return new CacheCounts(hits.sum(), misses.sum());
    }

    @Override
    public boolean putIfAbsent(String key, byte[] bytes) {
        boolean made = store.putIfAbsent(key, bytes);
        if (made && bytes.length <= longestRemembered(limitBytes)) {
            synchronized (guard) {
                remember(ByteRange.whole(key), bytes.clone());
            }
        }
        return made;
    }

    @Override
    public byte[] get(String key) {
        return read(ByteRange.whole(key));
    }

    @Override
    public byte[] get(String key, long offset, int length) {
        return read(ByteRange.part(key, offset, length));
    }

    @Override
    public List<StoredObject> list(String prefix) {
        return store.list(prefix);
    }

    @Override
    public void forget(String key) {
        forget(List.of(key));
        store.forget(key);
    }

    @Override
    public void delete(Collection<String> keys) {
        try {
            store.delete(keys);
        } finally {
            forget(keys);
        }
    }

    @Override
    public void close() {
        store.close();
    }

    private byte[] read(ByteRange range) {
        CompletableFuture<byte[]> read;
        boolean first;
        synchronized (guard) {
            byte[] known = known(range);
            if (known != null) {
                hits.increment();
                return known;
            }
            first = !reads.containsKey(range);
            read = reads.computeIfAbsent(range, _ -> new CompletableFuture<>());
        }
        (first ? misses : hits).increment();
        return first ? readFirst(range, read) : await(read).clone();
    }

    /// A copy of what the cache holds, cut to the range.
    private byte @Nullable [] known(ByteRange range) {
        byte[] exact = entries.get(range);
        if (exact != null) {
            return exact.clone();
        }
        byte[] whole = entries.get(ByteRange.whole(range.key()));
        return whole == null ? null : range.cutFrom(whole);
    }

    private byte[] readFirst(ByteRange range, CompletableFuture<byte[]> read) {
        try {
            byte[] bytes = range.readFrom(store);
            finish(range, read, bytes);
            read.complete(bytes);
            return bytes.clone();
        } catch (RuntimeException | Error e) {
            finish(range, read, null);
            read.completeExceptionally(e);
            throw e;
        }
    }

    private static byte[] await(CompletableFuture<byte[]> read) {
        try {
            return read.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException trouble) {
                throw trouble;
            }
            throw e;
        }
    }

    /// Ends the read and remembers its bytes, unless the object was deleted meanwhile.
    private void finish(ByteRange range, CompletableFuture<byte[]> read, byte @Nullable [] bytes) {
        synchronized (guard) {
            boolean current = reads.remove(range, read);
            if (current && bytes != null && bytes.length <= longestRemembered(limitBytes)) {
                remember(range, bytes);
            }
        }
    }

    private void remember(ByteRange range, byte[] bytes) {
        entries.put(range, bytes);
        rangesByKey.computeIfAbsent(range.key(), _ -> new HashSet<>()).add(range);
        usedBytes += cost(bytes);
        Iterator<Map.Entry<ByteRange, byte[]>> oldest = entries.entrySet().iterator();
        while (usedBytes > limitBytes) {
            var entry = oldest.next();
            oldest.remove();
            usedBytes -= cost(entry.getValue());
            dropFromKey(entry.getKey());
        }
    }

    private void dropFromKey(ByteRange range) {
        rangesByKey.computeIfPresent(
                range.key(),
                (_, ranges) -> {
                    ranges.remove(range);
                    return ranges.isEmpty() ? null : ranges;
                });
    }

    private void forget(Collection<String> keys) {
        synchronized (guard) {
            for (String key : keys) {
                for (ByteRange range : rangesByKey.getOrDefault(key, Set.of())) {
                    byte[] bytes = entries.remove(range);
                    usedBytes -= bytes == null ? 0 : cost(bytes);
                }
                rangesByKey.remove(key);
            }
            var deleted = Set.copyOf(keys);
            reads.keySet().removeIf(range -> deleted.contains(range.key()));
        }
    }

    private static long cost(byte[] bytes) {
        return (long) bytes.length + ENTRY_BYTES;
    }
}
