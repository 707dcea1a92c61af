package io.gnocchi.lab.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Runs actors one at a time. An actor is ordinary blocking code on a thread of its own; whenever
/// it calls a door it steps back ([#pause]) and chance decides who goes on. So every interleaving
/// of door calls can happen, and a seed repeats it.
final class Stage {
    /// A step takes microseconds; one that takes this long waits for an actor that is not on stage.
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Duration patience;
    private final RandomGenerator random;
    private final List<Actor> actors = new ArrayList<>();
    private final Semaphore backstage = new Semaphore(0);
    private @Nullable Actor onStage;
    private long steps;
    private int killed;
    private boolean stuck;

    Stage(RandomGenerator random) {
        this(random, PATIENCE);
    }

    Stage(RandomGenerator random, Duration patience) {
        this.random = random;
        this.patience = patience;
    }

    /// A thread of the simulated cluster.
    static final class Actor {
        private final String name;
        private final Semaphore go = new Semaphore(0);
        private boolean ended;
        private boolean killed;
        private long frozenUntil;
        private @Nullable Throwable failure;

        private Actor(String name) {
            this.name = name;
        }

        String name() {
            return name;
        }

        boolean hasEnded() {
            return ended;
        }

        /// Dies at its next step.
        void kill() {
            killed = true;
        }
    }

    /// Adds an actor; it begins when chance picks it.
    Actor enter(String name, Runnable play) {
        var actor = new Actor(name);
        actors.add(actor);
        Thread.ofVirtual()
                .start(() -> {
                    actor.go.acquireUninterruptibly();
                    try {
                        if (!actor.killed) {
                            play.run();
                        }
                    } catch (Crash ignored) {
                        actor.killed = true;
                    } catch (RuntimeException | Error e) {
                        actor.failure = e;
                    } finally {
                        actor.ended = true;
                        backstage.release();
                    }
                });
        return actor;
    }

    /// Called by the actor on stage: lets others go on. Does nothing outside of a play.
    void pause() {
        var self = onStage;
        if (self == null) {
            return;
        }
        if (self.killed) {
            throw new Crash();
        }
        backstage.release();
        self.go.acquireUninterruptibly();
        if (self.killed) {
            throw new Crash();
        }
    }

    /// The actor on stage.
    @Nullable Actor onStage() {
        return onStage;
    }

    /// The actor on stage sleeps for some steps, as a paused process does.
    void freeze(long forSteps) {
        if (onStage != null) {
            onStage.frozenUntil = steps + forSteps;
        }
    }

    /// Lets every actor die, but for some.
    void killAllBut(Predicate<String> spared) {
        for (var actor : actors) {
            if (!spared.test(actor.name())) {
                actor.kill();
                killed++;
            }
        }
    }

    /// How many were killed.
    int killed() {
        return killed;
    }

    long steps() {
        return steps;
    }

    /// Lets one actor, picked by chance, go on to its next pause.
    ///
    /// @return false when nobody is left
    boolean step() {
        if (actors.isEmpty()) {
            return false;
        }
        steps++;
        var awake = actors.stream().filter(actor -> actor.frozenUntil <= steps).toList();
        if (awake.isEmpty()) {
            return true;
        }
        var actor = awake.get(random.nextInt(awake.size()));
        goOn(actor);
        onStage = null;
        if (actor.ended) {
            actors.remove(actor);
            if (actor.failure != null) {
                throw new AssertionError(
                        actor.name + ": " + actor.failure.getMessage(), actor.failure);
            }
        }
        return true;
    }

    private void goOn(Actor actor) {
        onStage = actor;
        actor.go.release();
        try {
            if (backstage.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stuck = true;
        throw new AssertionError(actor.name + " waits for something that only others can do");
    }

    /// Ends every actor still there, unless one holds the stage for ever.
    void close() {
        for (var actor : List.copyOf(actors)) {
            if (stuck) {
                break;
            }
            actor.killed = true;
            goOn(actor);
        }
        onStage = null;
        actors.clear();
    }
}
