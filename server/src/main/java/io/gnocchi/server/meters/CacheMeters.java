package io.gnocchi.server.meters;

import io.gnocchi.core.model.CacheCounts;
import java.util.function.Supplier;

/// Tells how often a cache knew the answer.
public final class CacheMeters {
    private CacheMeters() {}

    /// @param name of the cache
    public static void tell(Meters meters, String name, Supplier<CacheCounts> counts) {
        count(meters, name, "hit", counts);
        count(meters, name, "miss", counts);
    }

    private static void count(
            Meters meters, String cache, String result, Supplier<CacheCounts> counts) {
        meters.count(
                "gnocchi.cache.requests",
                "What a cache was asked for: known or not",
                () -> result.equals("hit") ? counts.get().hits() : counts.get().misses(),
                "cache",
                cache,
                "result",
                result);
    }
}
