package io.gnocchi.lab.sim;

import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.core.store.ObjectMissingException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What goes wrong at the doors: a call fails before its effect or after it, or its effect comes
/// long after everybody has given it up; its caller dies before or after, or sleeps for longer than
/// a lease; a door is out of order for a while, as a database is that fails over. Some runs are
/// calm, in others little ever succeeds.
final class Faults {
    /// Who is called.
    enum Door {
        STORE,
        DATABASE
    }

    /// How many calls have a fate of their own, of [#calls].
    private static final int FATES = 100;

    /// From calm to stormy.
    private static final List<Integer> WEATHER = List.of(8000, 2000, 2000, 500);

    private final Stage stage;
    private final RandomGenerator random;
    private final Map<Door, Long> outOfOrderUntil = new EnumMap<>(Door.class);
    private final int calls;
    private boolean active = true;
    private int injected;
    private int crashes;

    Faults(Stage stage, RandomGenerator random) {
        this.stage = stage;
        this.random = random;
        this.calls = WEATHER.get(random.nextInt(WEATHER.size()));
    }

    /// From now on everything works.
    void stop() {
        active = false;
    }

    boolean isActive() {
        return active && stage.onStage() != null;
    }

    int injected() {
        return injected;
    }

    /// How many callers died.
    int crashes() {
        return crashes;
    }

    /// One call of a door that asks.
    <T extends @Nullable Object> T ask(Door door, Supplier<T> question) {
        return call(door, question, false);
    }

    /// One call of a door that changes something.
    <T extends @Nullable Object> T change(Door door, Supplier<T> effect) {
        return call(door, effect, true);
    }

    void run(Door door, Runnable effect) {
        change(
                door,
                () -> {
                    effect.run();
                    return true;
                });
    }

    private <T extends @Nullable Object> T call(Door door, Supplier<T> effect, boolean changes) {
        stage.pause();
        if (!isActive()) {
            return effect.get();
        }
        if (stage.steps() < outOfOrderUntil.getOrDefault(door, 0L)) {
            injected++;
            if (random.nextInt(8) == 0) {
                var _ = effect.get();
            }
            throw new UnavailableException("simulated, out of order");
        }
        int fate = random.nextInt(calls);
        if (fate >= FATES) {
            return effect.get();
        }
        injected++;
        return switch (fate / 10) {
            case 0, 1 -> throw new UnavailableException("simulated, before the effect");
            case 2, 3 -> {
                var _ = effect.get();
                throw new UnavailableException("simulated, after the effect");
            }
            case 4, 5 -> throw crash();
            case 6, 7 -> {
                var _ = effect.get();
                throw crash();
            }
            case 8 -> {
                stage.freeze(random.nextInt(400));
                stage.pause();
                yield effect.get();
            }
            default -> {
                if (random.nextInt(4) == 0) {
                    outOfOrderUntil.put(door, stage.steps() + random.nextInt(150));
                }
                if (changes) {
                    later(effect);
                }
                throw new UnavailableException("simulated, after nobody waited any longer");
            }
        };
    }

    private Crash crash() {
        crashes++;
        return new Crash();
    }

    private void later(Supplier<?> effect) {
        stage.enter(
                "late call",
                () -> {
                    stage.freeze(random.nextInt(300));
                    stage.pause();
                    try {
                        var _ = effect.get();
                    } catch (UnavailableException | ObjectMissingException _) {
                        // Nobody waits for the answer.
                    }
                });
    }
}
