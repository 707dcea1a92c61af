package io.gnocchi.server.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.core.store.MemoryStore;
import io.gnocchi.server.meters.StoreTally;
import io.gnocchi.server.meters.TalliedStore;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FetchingThreadsTest {

    @Test
    void everyTaskIsDoneWhenItReturns() {
        var done = new AtomicInteger();

        new FetchingThreads(4).run(times(1000, done::incrementAndGet));

        assertThat(done).hasValue(1000);
    }

    @Test
    void tasksRunSideBySide() {
        var both = new CountDownLatch(2);

        new FetchingThreads(2).run(times(2, () -> meet(both)));

        assertThat(both.getCount()).isZero();
    }

    @Test
    void noMoreThanAllowedRunAtATime() {
        var running = new AtomicInteger();
        var most = new AtomicInteger();

        new FetchingThreads(3)
                .run(
                        times(
                                200,
                                () -> {
                                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                                    LockSupport.parkNanos(10_000);
                                    running.decrementAndGet();
                                }));

        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void aFailureReachesTheCallerAndEndsTheRest() {
        var started = new AtomicInteger();
        var failing =
                times(
                        10_000,
                        () -> {
                            started.incrementAndGet();
                            throw new IllegalStateException("broken");
                        });
        var threads = new FetchingThreads(2);

        assertThatThrownBy(() -> threads.run(failing)).hasMessage("broken");
        assertThat(started.get()).isBetween(1, 4);
    }

    private static void meet(CountDownLatch latch) {
        latch.countDown();
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Runnable> times(int count, Runnable task) {
        return IntStream.range(0, count).mapToObj(_ -> task).toList();
    }

    @Test
    void whatIsFetchedCountsForTheRequestThatWantsIt() {
        var store = new TalliedStore(new MemoryStore());
        assertThat(store.putIfAbsent("a", new byte[1])).isTrue();
        var tally = new StoreTally();
        Runnable fetch = () -> assertThat(store.get("a")).hasSize(1);

        StoreTally.counting(tally, () -> new FetchingThreads(2).run(List.of(fetch, fetch, fetch)));
        fetch.run();

        assertThat(tally.requests()).isEqualTo(3);
    }
}
