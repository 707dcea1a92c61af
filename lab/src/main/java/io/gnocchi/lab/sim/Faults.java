package io.gnocchi.lab.sim;

import io.gnocchi.core.model.UnavailableException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What goes wrong at the doors: a call fails before its effect or after it, its caller dies before
/// or after, or sleeps for longer than a lease.
final class Faults {
    private final Stage stage;
    private final RandomGenerator random;
    private boolean active = true;
    private int injected;

    Faults(Stage stage, RandomGenerator random) {
        this.stage = stage;
        this.random = random;
    }

    /// From now on everything works.
    void stop() {
        active = false;
    }

    int injected() {
        return injected;
    }

    /// One call of a door.
    <T> T call(Supplier<T> effect) {
        stage.pause();
        if (!active || stage.onStage() == null) {
            return effect.get();
        }
        int fate = random.nextInt(200);
        if (fate >= 10) {
            return effect.get();
        }
        injected++;
        return switch (fate) {
            case 0, 1, 2 -> throw new UnavailableException("simulated, before the effect");
            case 3, 4, 5 -> {
                var _ = effect.get();
                throw new UnavailableException("simulated, after the effect");
            }
            case 6 -> throw new Crash();
            case 7 -> {
                var _ = effect.get();
                throw new Crash();
            }
            default -> {
                stage.freeze(random.nextInt(400));
                stage.pause();
                yield effect.get();
            }
        };
    }

    void run(Runnable effect) {
        call(() -> {
            effect.run();
            return true;
        });
    }
}
