package io.gnocchi.lab;

import io.gnocchi.lab.sim.Report;
import io.gnocchi.lab.sim.Simulation;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.LogManager;

/// `make sim`: plays seeds for a time, or one seed again.
///
/// Arguments: `--seed N` plays that one; `--seconds S` (default 60) plays new ones on all
/// processors.
public final class Simulate {
    private static final long PROGRESS_NANOS = 60_000_000_000L;

    private final long first = System.currentTimeMillis();
    private final long start = System.nanoTime();
    private final AtomicLong next = new AtomicLong(first);
    private final AtomicBoolean broken = new AtomicBoolean();
    private Report total = Report.NONE;
    private long toldNanos = start;

    private Simulate() {}

    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset(); // The engine tells of every fault.
        long seconds = 60;
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            switch (arguments[i]) {
                case "--seed" -> {
                    System.out.println(Simulation.play(Long.parseLong(arguments[i + 1])));
                    return;
                }
                case "--seconds" -> seconds = Long.parseLong(arguments[i + 1]);
                default -> throw new IllegalArgumentException("unknown " + arguments[i]);
            }
        }
        new Simulate().playFor(seconds);
    }

    private void playFor(long seconds) throws InterruptedException, ExecutionException {
        int processors = Runtime.getRuntime().availableProcessors();
        long end = start + seconds * 1_000_000_000L;
        try (var players = Executors.newFixedThreadPool(processors)) {
            var plays = new ArrayList<Future<Boolean>>();
            for (int i = 0; i < processors; i++) {
                plays.add(players.submit(playUntil(end)));
            }
            for (var play : plays) {
                var _ = play.get();
            }
        }
        tell("no invariant broken");
    }

    private Callable<Boolean> playUntil(long end) {
        return () -> {
            while (System.nanoTime() < end && !broken.get()) {
                try {
                    played(Simulation.play(next.getAndIncrement()));
                } catch (AssertionError e) {
                    broken.set(true);
                    throw e;
                }
            }
            return true;
        };
    }

    private synchronized void played(Report report) {
        total = total.plus(report);
        if (System.nanoTime() - toldNanos > PROGRESS_NANOS) {
            toldNanos = System.nanoTime();
            tell("so far");
        }
    }

    private synchronized void tell(String how) {
        long seeds = next.get() - first;
        double took = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%d seeds from %d, %s, %.0f seeds/s, %.0f crashes/s%n%s%n",
                seeds, first, how, seeds / took, total.crashes() / took, total);
    }
}
