package io.gnocchi.lab.sim;

import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.core.processing.Worker;
import io.gnocchi.core.processing.WorkerSettings;
import io.gnocchi.core.store.ObjectMissingException;
import java.time.Duration;

/// The workers of metricd: some at once, and a new one for each that dies.
final class Workers {
    private static final int AT_ONCE = 2;
    private static final int YEARS = 4;
    private static final Duration TERM = Duration.ofSeconds(30);

    private final World world;
    private int born;

    Workers(World world) {
        this.world = world;
    }

    void enter() {
        for (int worker = 0; worker < AT_ONCE; worker++) {
            startWorker();
        }
    }

    private void startWorker() {
        var name = "worker " + born++;
        var random = world.random;
        var settings =
                new WorkerSettings(
                        TERM,
                        200 + random.nextInt(2000),
                        2 + random.nextInt(3),
                        1 << random.nextInt(8, 16),
                        random.nextInt(2000),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5),
                        Duration.ofHours(1),
                        100);
        world.stage.enter(
                name,
                () -> {
                    var worker = worker(name, settings);
                    try {
                        while (!world.isSettling()) {
                            work(worker);
                            world.stage.pause();
                        }
                    } catch (Crash e) {
                        startWorker();
                        throw e;
                    }
                });
    }

    private Worker worker(String name, WorkerSettings settings) {
        var place = world.place();
        return new Worker(
                name,
                place.manifest(),
                place.store(),
                world.index,
                place.segments(),
                place.names(),
                place.clock(),
                settings);
    }

    private void work(Worker worker) {
        try {
            worker.runOnce();
            if (world.random.nextInt(4) == 0) {
                worker.cleanUp();
            }
        } catch (UnavailableException | ObjectMissingException ignored) {
            // A worker tries again; its next step begins from what the manifest says.
        }
    }

    /// When nobody else works any more: one worker does what is left.
    void finish() {
        world.pass(TERM.multipliedBy(10));
        var worker = worker("the last worker", WorkerSettings.defaults());
        worker.runOnce();
        worker.cleanUp();
        if (world.truth.backlog().bundles() != 0) {
            throw new AssertionError("a backlog remains: " + world.truth.backlog());
        }
    }

    /// Nothing is measured any more, and a worker looks after what there is, now and then.
    void comeByForYears() {
        world.pass(TERM.multipliedBy(10));
        var worker = worker("the caretaker", WorkerSettings.defaults());
        for (int year = 0; year < YEARS; year++) {
            worker.runOnce();
            world.pass(Duration.ofDays(365));
        }
        worker.runOnce();
    }
}
