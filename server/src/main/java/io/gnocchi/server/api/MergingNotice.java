package io.gnocchi.server.api;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the operator now and then that series of remote write become one metric: their sender is
/// told in a header, and Prometheus does not look at it.
final class MergingNotice {
    private static final Logger LOG = LoggerFactory.getLogger(MergingNotice.class);
    private static final Duration PAUSE = Duration.ofHours(1);

    private final LongSupplier nanoClock;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Long toldNanos;

    MergingNotice(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /// So many series of a request went into metrics of others.
    void merged(int merged) {
        var line = line(merged);
        if (line != null) {
            LOG.warn("{}", line);
        }
    }

    /// What is to be told; null for nothing.
    @Nullable String line(int merged) {
        if (merged == 0) {
            return null;
        }
        lock.lock();
        try {
            long now = nanoClock.getAsLong();
            if (toldNanos != null && now - toldNanos < PAUSE.toNanos()) {
                return null;
            }
            toldNanos = now;
        } finally {
            lock.unlock();
        }
        return """
        remote write: %d series of a request went into metrics of others, because \
        /v1/prometheus/write keeps no labels but job and instance; /v1/prometheus/api/v1/write \
        keeps all series apart\
        """
                .formatted(merged);
    }
}
