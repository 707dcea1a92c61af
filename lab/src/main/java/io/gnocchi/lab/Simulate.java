package io.gnocchi.lab;

import io.gnocchi.lab.sim.Report;
import io.gnocchi.lab.sim.Simulation;

/// `make sim`: plays seeds for a time, or one seed again.
///
/// Arguments: `--seed N` plays that one; `--seconds S` (default 60) plays new ones.
public final class Simulate {
    private Simulate() {}

    public static void main(String[] arguments) {
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
        playFor(seconds);
    }

    private static void playFor(long seconds) {
        long start = System.nanoTime();
        long seed = System.currentTimeMillis();
        long first = seed;
        var total = Report.NONE;
        while (System.nanoTime() - start < seconds * 1_000_000_000L) {
            total = total.plus(Simulation.play(seed++));
        }
        double took = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%d seeds from %d, no invariant broken, %.0f seeds/s%n%s%n",
                seed - first, first, (seed - first) / took, total);
    }
}
