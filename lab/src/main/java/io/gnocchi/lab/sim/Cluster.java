package io.gnocchi.lab.sim;

import java.time.Duration;
import java.util.HashSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// One simulated deployment: api nodes, workers, readers and clients over in-memory doors, with
/// faults, under one seed. [#run] plays it, then lets everything settle and checks every answer
/// against the [ReferenceModel].
final class Cluster {
    private final long seed;
    private final World world;
    private final Ledger ledger = new Ledger();
    private final Writers writers;
    private final Users users;
    private final Workers workers;
    private final Readers readers;
    private final Operators operators;
    private final Expired expired;

    Cluster(long seed, Flaw flaw) {
        this.seed = seed;
        this.world = new World(seed, flaw);
        this.writers = new Writers(world, ledger);
        this.users = new Users(world, writers, ledger);
        this.workers = new Workers(world);
        this.readers = new Readers(world);
        this.operators = new Operators(world);
        this.expired = new Expired(world);
    }

    /// Plays the seed.
    ///
    /// @throws AssertionError when an invariant is broken; the message names the seed
    Report run() {
        // The director sits on a virtual thread as the actors do: handing over costs far less.
        var director = new FutureTask<>(this::direct);
        Thread.ofVirtual().start(director);
        try {
            return director.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof AssertionError broken ? broken : new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private Report direct() {
        try {
            world.createMetrics();
            writers.enter();
            workers.enter();
            readers.enter("reader");
            users.enter();
            operators.enter();
            play(400 + world.random.nextInt(800));
            settle();
            ledger.agreesWith(world.journal);
            readers.allAnswersAreRight();
            workers.comeByForYears();
            expired.areGone();
            readers.allAnswersAreRight();
            return report();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        } finally {
            world.stage.close();
        }
    }

    private void play(int steps) {
        var disasters = new HashSet<Integer>();
        for (int i = world.random.nextInt(3); i > 0; i--) {
            disasters.add(world.random.nextInt(steps));
        }
        var leaps = new HashSet<Integer>();
        for (int i = world.random.nextInt(3) == 0 ? world.random.nextInt(6) : 0; i > 0; i--) {
            leaps.add(world.random.nextInt(steps));
        }
        for (int i = 0; i < steps; i++) {
            if (disasters.contains(i)) {
                operators.loseTheManifest();
            }
            if (leaps.contains(i)) {
                world.leap();
            }
            world.pass(Duration.ofMillis(world.random.nextInt(200)));
            world.stage.step();
        }
    }

    /// Faults end, everybody comes to rest, one worker does what is left.
    private void settle() {
        world.settle();
        for (int i = 0; i < 100_000 && world.stage.step(); i++) {
            world.pass(Duration.ofMillis(10));
        }
        workers.finish();
        operators.retryEverything(workers);
        var deleted = world.index.deletedMetrics(10);
        if (!deleted.isEmpty()) {
            throw new AssertionError("deleted metrics remain: " + deleted);
        }
    }

    private Report report() {
        return new Report(
                world.stage.steps(),
                world.journal.length(),
                world.faults.injected(),
                world.faults.crashes() + world.stage.killed(),
                world.damage.done(),
                operators.seen(),
                readers.reads(),
                archives(),
                world.leapt().toDays(),
                expired.values(),
                ledger.acknowledgedErasures(),
                world.formerly.size(),
                writers.imports(),
                writers.reports(),
                world.losses(),
                operators.rebuilt(),
                operators.exactlyRebuilt(),
                operators.changes());
    }

    private long archives() {
        return world.truth.views().stream()
                .flatMap(view -> view.parts().stream())
                .filter(part -> part.through() == 0)
                .count();
    }
}
