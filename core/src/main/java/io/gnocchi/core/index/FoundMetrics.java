package io.gnocchi.core.index;

import io.gnocchi.core.model.CacheCounts;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.UnavailableException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Metrics found before, by whatever they were asked for, so that the same senders do not have the
/// same rows read for every request.
///
/// They are answers as good as the index's own: none is older than the last change of any metric.
/// What was not found is asked again every time.
public final class FoundMetrics<K> {
    private final SinceChange<Generations<K>> found;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    /// @param most how many metrics to remember; of those not asked for lately some go
    public FoundMetrics(Index index, int most) {
        found = new SinceChange<>(index, () -> new Generations<>(Math.max(1, most / 2)));
    }

    /// How often all that was asked for was known.
    public CacheCounts counts() {
        return new CacheCounts(hits.sum(), misses.sum());
    }

    /// The metrics of these keys, as far as there are any.
    ///
    /// @param ask asks the index for all of them
    /// @throws UnavailableException when the index failed
    public Map<K, Metric> of(Collection<K> keys, Supplier<Map<K, Metric>> ask) {
        var known = found.memory();
        var metrics = HashMap.<K, Metric>newHashMap(keys.size());
        for (var key : keys) {
            var metric = known.get(key);
            if (metric == null) {
                misses.increment();
                var asked = ask.get();
                asked.forEach(known::put);
                return asked;
            }
            metrics.put(key, metric);
        }
        hits.increment();
        return metrics;
    }

    /// Those asked for lately, and those asked for before them, who go when the younger are as many
    /// as allowed.
    private static final class Generations<K> {
        private final int mostOfEach;
        private volatile Map<K, Metric> recent = new ConcurrentHashMap<>();
        private volatile Map<K, Metric> earlier = Map.of();

        Generations(int mostOfEach) {
            this.mostOfEach = mostOfEach;
        }

        @Nullable Metric get(K key) {
            var metric = recent.get(key);
            if (metric == null) {
                metric = earlier.get(key);
                if (metric != null) {
                    put(key, metric);
                }
            }
            return metric;
        }

        void put(K key, Metric metric) {
            if (recent.size() >= mostOfEach) {
                begin();
            }
            recent.put(key, metric);
        }

        private synchronized void begin() {
            if (recent.size() >= mostOfEach) {
                earlier = recent;
                recent = new ConcurrentHashMap<>();
            }
        }
    }
}
