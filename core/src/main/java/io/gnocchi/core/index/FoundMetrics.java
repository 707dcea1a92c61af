package io.gnocchi.core.index;

import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.UnavailableException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Metrics found before, by whatever they were asked for, so that the same senders do not have the
/// same rows read for every request.
///
/// They are answers as good as the index's own: before any is given, the index is asked whether a
/// metric has been changed or deleted since, which is one small question however many metrics there
/// are. What was not found is asked again every time.
public final class FoundMetrics<K> {
    private final Index index;
    private final int most;
    private volatile Unchanged<K> latest;

    /// @param most how many metrics to remember; of those not asked for lately some go
    public FoundMetrics(Index index, int most) {
        this.index = index;
        this.most = most;
        latest = new Unchanged<>(Long.MIN_VALUE, most);
    }

    /// What was found since any metric was changed. To be called before the index is asked for
    /// metrics to be remembered there: what changes later is seen later.
    ///
    /// @throws UnavailableException when the index failed
    public Unchanged<K> unchanged() {
        long changes = index.metricChanges();
        var found = latest;
        if (found.changes != changes) {
            found = new Unchanged<>(changes, most);
            latest = found;
        }
        return found;
    }

    /// The metrics of these keys, as far as there are any.
    ///
    /// @param ask asks the index for all of them
    /// @throws UnavailableException when the index failed
    public Map<K, Metric> of(Collection<K> keys, Supplier<Map<K, Metric>> ask) {
        var unchanged = unchanged();
        var found = HashMap.<K, Metric>newHashMap(keys.size());
        for (var key : keys) {
            var metric = unchanged.get(key);
            if (metric == null) {
                var asked = ask.get();
                asked.forEach(unchanged::remember);
                return asked;
            }
            found.put(key, metric);
        }
        return found;
    }

    /// What was found since the last change, in two generations: those asked for lately, and those
    /// asked for before them, who go when the younger are half of what is allowed.
    public static final class Unchanged<K> {
        private final long changes;
        private final int mostOfGeneration;
        private volatile Map<K, Metric> recent = new ConcurrentHashMap<>();
        private volatile Map<K, Metric> earlier = Map.of();

        private Unchanged(long changes, int most) {
            this.changes = changes;
            this.mostOfGeneration = Math.max(1, most / 2);
        }

        /// A metric found before, if any.
        public @Nullable Metric get(K key) {
            var metric = recent.get(key);
            if (metric == null) {
                metric = earlier.get(key);
                if (metric != null) {
                    remember(key, metric);
                }
            }
            return metric;
        }

        /// Keeps what the index has answered since [#unchanged].
        public void remember(K key, Metric metric) {
            if (recent.size() >= mostOfGeneration) {
                grow();
            }
            recent.put(key, metric);
        }

        private synchronized void grow() {
            if (recent.size() >= mostOfGeneration) {
                earlier = recent;
                recent = new ConcurrentHashMap<>();
            }
        }
    }
}
