package io.gnocchi.lab.outside;

import io.gnocchi.lab.net.HttpMessage;
import io.gnocchi.lab.net.Mischief;
import io.gnocchi.lab.net.StoreProxy;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/// What becomes of the requests of all processes to the store, and who is ambushed on the way.
final class StoreWeather {
    private static final double DRIZZLE = 0.01;
    private static final Mischief[] DRIZZLING = {
        Mischief.REFUSE, Mischief.RESET_BEFORE, Mischief.RESET_AFTER, Mischief.TRUNCATE
    };
    private static final long SLOW_MILLIS = 300;
    private static final String SEGMENT = "/segment/";

    private final RandomGenerator chance;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Mischief, Integer> done = new EnumMap<>(Mischief.class);
    private final Map<String, Ambush> ambushes = new ConcurrentHashMap<>();
    private Mischief mischief = Mischief.NONE;
    private double share;
    private boolean drizzling;

    StoreWeather(RandomGenerator chance) {
        this.chance = chance;
    }

    /// Something to be done to a process when it puts a segment.
    ///
    /// @param afterEffect whether when the segment is there, rather than before
    private record Ambush(boolean afterEffect, Runnable deed, CountDownLatch sprung) {}

    /// From now on this is done to this share of the requests.
    void become(Mischief next, double ofRequests) {
        lock.lock();
        try {
            mischief = next;
            share = ofRequests;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void clear() {
        become(Mischief.NONE, 0);
    }

    void drizzle(boolean on) {
        lock.lock();
        try {
            drizzling = on;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the process puts a segment and does something to it at that moment; in the end
    /// without such a moment.
    ///
    /// @return whether it was at that moment
    boolean ambush(String process, boolean afterEffect, Duration patience, Runnable deed)
            throws InterruptedException {
        var ambush = new Ambush(afterEffect, deed, new CountDownLatch(1));
        ambushes.put(process, ambush);
        boolean sprung = ambush.sprung().await(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (!sprung && ambushes.remove(process, ambush)) {
            deed.run();
            return false;
        }
        ambush.sprung().await();
        return true;
    }

    /// What the proxy of one process asks.
    StoreProxy.Director of(String process) {
        return new StoreProxy.Director() {
            @Override
            public Mischief meet(HttpMessage request) {
                spring(process, request, false);
                var next = next();
                if (next == Mischief.DELAY) {
                    Pause.millis(SLOW_MILLIS);
                }
                return next;
            }

            @Override
            public void answered(HttpMessage request) {
                spring(process, request, true);
            }
        };
    }

    private void spring(String process, HttpMessage request, boolean afterEffect) {
        if (!request.method().equals("PUT") || !request.target().contains(SEGMENT)) {
            return;
        }
        var ambush = ambushes.get(process);
        if (ambush != null
                && ambush.afterEffect() == afterEffect
                && ambushes.remove(process, ambush)) {
            ambush.deed().run();
            ambush.sprung().countDown();
        }
    }

    private Mischief next() {
        lock.lock();
        try {
            var now = drawn();
            done.merge(now, 1, Integer::sum);
            if (now == Mischief.HOLD) {
                while (mischief == Mischief.HOLD) {
                    changed.await();
                }
                return chance.nextBoolean() ? Mischief.HOLD : Mischief.RESET_BEFORE;
            }
            return now;
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    private Mischief drawn() {
        if (mischief != Mischief.NONE && chance.nextDouble() < share) {
            return mischief;
        }
        boolean wet = drizzling && chance.nextDouble() < DRIZZLE;
        return wet ? DRIZZLING[chance.nextInt(DRIZZLING.length)] : Mischief.NONE;
    }

    /// How many requests met what.
    Map<Mischief, Integer> done() {
        lock.lock();
        try {
            return Map.copyOf(done);
        } finally {
            lock.unlock();
        }
    }
}
