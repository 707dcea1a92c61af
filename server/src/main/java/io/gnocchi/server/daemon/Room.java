package io.gnocchi.server.daemon;

import java.time.Duration;
import java.util.concurrent.Semaphore;

/// How many measures of a daemon may wait to be acknowledged.
public final class Room {
    /// Some 50 MB.
    public static final int DEFAULT_MEASURES = 1_000_000;

    private static final Duration PAUSE = Duration.ofMillis(10);

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

    /// Waits until there is so much, but not for ever. Takes none of it meanwhile, or who wants
    /// little would find none.
    void await(int measures, Duration longest) throws InterruptedException {
        long begunNanos = System.nanoTime();
        while (places.availablePermits() < measures
                && System.nanoTime() - begunNanos < longest.toNanos()) {
            Thread.sleep(PAUSE);
        }
    }
}
