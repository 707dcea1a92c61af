package io.gnocchi.server.main;

import io.gnocchi.core.query.Crew;
import io.gnocchi.server.meters.StoreTally;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Fetches side by side, on virtual threads, a bounded number at a time for all callers together.
final class FetchingThreads implements Crew {
    private final int most;
    private final Semaphore places;

    /// @param most how many fetches at a time
    FetchingThreads(int most) {
        this.most = most;
        this.places = new Semaphore(most);
    }

    @Override
    public void run(List<Runnable> tasks) {
        if (tasks.size() < 2) {
            tasks.forEach(Runnable::run);
            return;
        }
        var work = new Work(tasks);
        var threads = new ArrayList<Thread>();
        var tally = StoreTally.current();
        for (int i = 0; i < Math.min(most, tasks.size()); i++) {
            threads.add(
                    Thread.ofVirtual()
                            .name("fetch")
                            .start(() -> StoreTally.counting(tally, () -> work.doSome(places))));
        }
        threads.forEach(FetchingThreads::join);
        work.throwFailure();
    }

    /// Tasks that several threads share.
    private record Work(
            List<Runnable> tasks,
            AtomicInteger next,
            AtomicReference<@Nullable Throwable> failure) {
        Work(List<Runnable> tasks) {
            this(tasks, new AtomicInteger(), new AtomicReference<>());
        }

        void doSome(Semaphore places) {
            int task = next.getAndIncrement();
            while (task < tasks.size() && failure.get() == null) {
                places.acquireUninterruptibly();
                try {
                    tasks.get(task).run();
                } catch (RuntimeException | Error e) {
                    failure.compareAndSet(null, e);
                } finally {
                    places.release();
                }
                task = next.getAndIncrement();
            }
        }

        void throwFailure() {
            switch (failure.get()) {
                case null -> {}
                case RuntimeException exception -> throw exception;
                case Error error -> throw error;
                case Throwable other -> throw new IllegalStateException(other);
            }
        }
    }

    /// Waits, whatever happens: the tasks write into what the caller reads next.
    private static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
