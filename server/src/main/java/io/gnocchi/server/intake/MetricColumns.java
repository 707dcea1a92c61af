package io.gnocchi.server.intake;

import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.segment.PostedColumns;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Metrics, and beside them what is asked of thousands of them at once: the metrics themselves are
/// far apart in memory.
final class MetricColumns {
    private Metric[] metrics;
    private @Nullable String[] creators;
    private ArchivePolicy[] policies;
    private long[] highs;
    private long[] lows;
    private int size;

    /// @param expected how many there will be, as far as anybody knows
    MetricColumns(int expected) {
        metrics = new Metric[expected];
        creators = new String[expected];
        policies = new ArchivePolicy[expected];
        highs = new long[expected];
        lows = new long[expected];
    }

    void add(Metric metric) {
        reserve();
        metrics[size] = metric;
        creators[size] = metric.creator();
        policies[size] = metric.policy();
        highs[size] = metric.id().getMostSignificantBits();
        lows[size] = metric.id().getLeastSignificantBits();
        size++;
    }

    /// Adds one of others.
    void add(MetricColumns others, int place) {
        reserve();
        metrics[size] = others.metrics[place];
        creators[size] = others.creators[place];
        policies[size] = others.policies[place];
        highs[size] = others.highs[place];
        lows[size] = others.lows[place];
        size++;
    }

    private void reserve() {
        if (size == metrics.length) {
            int capacity = 2 * size + 1;
            metrics = Arrays.copyOf(metrics, capacity);
            creators = Arrays.copyOf(creators, capacity);
            policies = Arrays.copyOf(policies, capacity);
            highs = Arrays.copyOf(highs, capacity);
            lows = Arrays.copyOf(lows, capacity);
        }
    }

    int size() {
        return size;
    }

    Metric metric(int place) {
        return metrics[place];
    }

    @Nullable String creator(int place) {
        return creators[place];
    }

    /// Measures of all of them, to be posted.
    ///
    /// @param ends where the measures of each end
    PostedColumns posted(int[] ends, long[] timestamps, double[] values) {
        return new PostedColumns(
                highs.length == size ? highs : Arrays.copyOf(highs, size),
                lows.length == size ? lows : Arrays.copyOf(lows, size),
                policies.length == size ? policies : Arrays.copyOf(policies, size),
                ends.length == size ? ends : Arrays.copyOf(ends, size),
                timestamps,
                values);
    }
}
