package io.gnocchi.lab.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// The dice of one scenario: the same seed throws the same.
final class Chance {
    private final SplittableRandom random;

    Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /// True once in so many times.
    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    /// Both ends are possible.
    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    @SafeVarargs
    final <T> T of(T... from) {
        return from[random.nextInt(from.length)];
    }

    /// At least one, in the order of the list.
    <T> List<T> some(List<T> from) {
        var some = new ArrayList<T>();
        for (var one : from) {
            if (random.nextBoolean()) {
                some.add(one);
            }
        }
        return some.isEmpty() ? List.of(pick(from)) : some;
    }

    <T> List<T> shuffled(List<T> from) {
        var left = new ArrayList<>(from);
        var shuffled = new ArrayList<T>();
        while (!left.isEmpty()) {
            shuffled.add(left.remove(random.nextInt(left.size())));
        }
        return shuffled;
    }
}
