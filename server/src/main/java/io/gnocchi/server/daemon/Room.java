package io.gnocchi.server.daemon;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// How many measures of a daemon may wait to be acknowledged.
public final class Room {
    /// Some 50 MB.
    public static final int DEFAULT_MEASURES = 1_000_000;

    private final Semaphore places;

    public Room(int measures) {
        places = new Semaphore(measures);
    }

    /// Takes room, if there is so much.
    public boolean take(int measures) {
        return places.tryAcquire(measures);
    }

    /// Gives room back.
    public void give(int measures) {
        places.release(measures);
    }

    /// Waits until there is so much, but not for ever.
    void await(int measures, Duration longest) throws InterruptedException {
        if (places.tryAcquire(measures, longest.toMillis(), TimeUnit.MILLISECONDS)) {
            places.release(measures);
        }
    }
}
