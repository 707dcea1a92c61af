package io.gnocchi.server.meters;

import java.time.Duration;
import java.time.InstantSource;

/// How often something happens now: the mean of the last whole seconds.
public final class RecentRate {
    /// How far back it looks.
    public static final Duration WINDOW = Duration.ofSeconds(10);

    private static final int SECONDS = (int) WINDOW.toSeconds();

    private final InstantSource clock;

    /// By the second, modulo their number; the second that has begun is one of them.
    private final long[] counts = new long[SECONDS + 1];

    private long newest;

    public RecentRate(InstantSource clock) {
        this.clock = clock;
        this.newest = clock.instant().getEpochSecond();
    }

    /// It has happened so many times.
    public synchronized void add(long times) {
        counts[place(turn())] += times;
    }

    /// How often it happens a second.
    public synchronized double perSecond() {
        long now = turn();
        long sum = 0;
        for (long second = now - SECONDS; second < now; second++) {
            sum += counts[place(second)];
        }
        return (double) sum / SECONDS;
    }

    /// Forgets what is too old; a clock that was set back stands still.
    private long turn() {
        long now = Math.max(newest, clock.instant().getEpochSecond());
        for (long second = Math.max(newest + 1, now - SECONDS); second <= now; second++) {
            counts[place(second)] = 0;
        }
        newest = now;
        return now;
    }

    private int place(long second) {
        return Math.floorMod(second, counts.length);
    }
}
