package io.gnocchi.core.manifest;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The condemned objects of a [MemoryManifest]; guarded by its lock.
final class MemoryCondemned {
    private static final Duration MEMORY_OF_DELETED = Duration.ofDays(1);

    private final TreeMap<String, Condemned> condemned = new TreeMap<>();

    private record Condemned(Instant at, @Nullable Instant deletedAt) {
        boolean isForgotten(Instant before) {
            return deletedAt != null && deletedAt.isBefore(before);
        }
    }

    void add(String key, Instant now) {
        condemned.put(key, new Condemned(now, null));
    }

    boolean contains(String key) {
        return condemned.containsKey(key);
    }

    /// Those that may be deleted and are not, the oldest first.
    List<String> waiting(Instant before, int limit) {
        return condemned.entrySet().stream()
                .filter(entry -> entry.getValue().deletedAt() == null)
                .filter(entry -> entry.getValue().at().isBefore(before))
                .sorted(Comparator.comparing(entry -> entry.getValue().at()))
                .map(Map.Entry::getKey)
                .limit(limit)
                .toList();
    }

    /// Notes that they are deleted, and forgets those that have long been.
    void deleted(Collection<String> keys, Instant now) {
        for (var key : new HashSet<>(keys)) {
            condemned.computeIfPresent(key, (_, entry) -> new Condemned(entry.at(), now));
        }
        var forgetBefore = now.minus(MEMORY_OF_DELETED);
        condemned.values().removeIf(entry -> entry.isForgotten(forgetBefore));
    }

    void clear() {
        condemned.clear();
    }
}
