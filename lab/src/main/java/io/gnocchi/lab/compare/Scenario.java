package io.gnocchi.lab.compare;

import java.util.List;
import java.util.Set;

/// A random course of requests, the same for the same seed but for the prefix of its names.
record Scenario(long seed, List<Step> steps) {
    private static final int TOPICS_AT_MOST = 4;

    Scenario {
        steps = List.copyOf(steps);
    }

    /// @param round tells the names of one run from another's: three letters or digits
    static Scenario of(long seed, String round, Set<Topic> topics) {
        var prefix = "c" + round + Long.toString(Math.floorMod(seed, 46_656L) + 46_656L, 36);
        var world = new World(new Chance(seed), prefix);
        var choice = List.copyOf(new java.util.TreeSet<>(topics));
        for (int i = world.chance.between(1, TOPICS_AT_MOST); i > 0; i--) {
            world.chance.pick(choice).play(world);
        }
        return new Scenario(seed, world.steps);
    }
}
