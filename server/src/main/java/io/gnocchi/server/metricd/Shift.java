package io.gnocchi.server.metricd;

import io.gnocchi.core.processing.Worker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a worker does in one round: fold, and clean up when it is time again.
final class Shift implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Shift.class);

    private final Worker worker;
    private final InstantSource clock;
    private final Duration cleanUpDelay;
    private Instant nextCleanUp;

    Shift(Worker worker, InstantSource clock, Duration cleanUpDelay) {
        this.worker = worker;
        this.clock = clock;
        this.cleanUpDelay = cleanUpDelay;
        this.nextCleanUp = clock.instant().plus(cleanUpDelay);
    }

    @Override
    public void run() {
        int folded = worker.runOnce();
        if (folded > 0) {
            LOG.debug("{} metrics folded", folded);
        }
        var now = clock.instant();
        if (!now.isBefore(nextCleanUp)) {
            nextCleanUp = now.plus(cleanUpDelay);
            int gone = worker.cleanUp();
            if (gone > 0) {
                LOG.debug("{} deleted metrics expunged", gone);
            }
        }
    }
}
