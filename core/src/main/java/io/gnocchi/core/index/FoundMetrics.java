package io.gnocchi.core.index;

import io.gnocchi.core.model.CacheCounts;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Metrics found before, by whatever they were asked for, so that the same senders do not have the
/// same rows read for every request.
///
/// They are answers as good as the index's own: before any is given, the index is asked whether a
/// metric has been changed or deleted since, which is one small question however many metrics there
/// are. What was not found is asked again every time.
public final class FoundMetrics<K> {
    /// Programs of a version before do not count their changes.
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Index index;
    private final InstantSource clock;
    private final int most;
    private final LinkedHashMap<K, Metric> found = new LinkedHashMap<>(16, 0.75f, true);
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private long changes;
    private Instant until = Instant.EPOCH;

    /// @param most how many metrics to remember; the least recently asked for go
    public FoundMetrics(Index index, InstantSource clock, int most) {
        this.index = index;
        this.clock = clock;
        this.most = most;
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
        long now = index.metricChanges(); // Before the metrics: what changes later is seen later.
        var known = known(keys, now);
        (known == null ? misses : hits).increment();
        if (known != null) {
            return known;
        }
        var asked = ask.get();
        remember(asked, now);
        return asked;
    }

    private synchronized @Nullable Map<K, Metric> known(Collection<K> keys, long changesNow) {
        var now = clock.instant();
        // A clock that was set back must not prolong it either.
        boolean isOver = !now.isBefore(until) || now.isBefore(until.minus(LONGEST));
        if (changes != changesNow || isOver) {
            found.clear();
            changes = changesNow;
            until = now.plus(LONGEST);
            return null;
        }
        var known = HashMap.<K, Metric>newHashMap(keys.size());
        for (var key : keys) {
            var metric = found.get(key);
            if (metric == null) {
                return null;
            }
            known.put(key, metric);
        }
        return known;
    }

    private synchronized void remember(Map<K, Metric> asked, long changesThen) {
        if (changes != changesThen) {
            return;
        }
        found.putAll(asked);
        var eldest = found.keySet().iterator();
        while (found.size() > most) {
            eldest.next();
            eldest.remove();
        }
    }
}
