package io.gnocchi.core.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.core.model.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SharedQuestionTest {
    private static final int ASKERS = 8;

    @Test
    void whoComesWhileOneIsUnderWaySharesTheNext() throws Exception {
        var put = new AtomicInteger();
        var firstIsUnderWay = new CountDownLatch(1);
        var firstMayEnd = new CountDownLatch(1);
        var shared =
                new SharedQuestion<>(() -> {
                    int number = put.incrementAndGet();
                    if (number == 1) {
                        firstIsUnderWay.countDown();
                        await(firstMayEnd);
                    }
                    return number;
                });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(shared::ask);
            firstIsUnderWay.await();
            var threadsOfOthers = new ArrayList<Thread>();
            var others = new ArrayList<Future<Integer>>();
            for (int i = 0; i < ASKERS; i++) {
                others.add(
                        threads.submit(() -> {
                            synchronized (threadsOfOthers) {
                                threadsOfOthers.add(Thread.currentThread());
                            }
                            return shared.ask();
                        }));
            }
            awaitWaiting(threadsOfOthers);
            firstMayEnd.countDown();
            assertThat(first.get()).isEqualTo(1);
            for (var other : others) {
                assertThat(other.get()).isEqualTo(2);
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitWaiting(List<Thread> threads) throws InterruptedException {
        while (true) {
            synchronized (threads) {
                if (threads.size() == ASKERS
                        && threads.stream().allMatch(t -> t.getState() == Thread.State.WAITING)) {
                    return;
                }
            }
            Thread.sleep(1);
        }
    }

    @Test
    void noAnswerIsOlderThanItsAsker() throws Exception {
        var now = new AtomicLong();
        var shared = new SharedQuestion<>(now::get);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var stale = new ArrayList<Future<Integer>>();
            for (int i = 0; i < ASKERS; i++) {
                stale.add(
                        threads.submit(() -> {
                            int wrong = 0;
                            for (int n = 0; n < 20_000; n++) {
                                long least = now.incrementAndGet();
                                wrong += shared.ask() < least ? 1 : 0;
                            }
                            return wrong;
                        }));
            }
            for (var each : stale) {
                assertThat(each.get()).isZero();
            }
        }
    }

    @Test
    void failureIsToldAndTheNextIsPutAnew() {
        var put = new AtomicInteger();
        var shared =
                new SharedQuestion<>(() -> {
                    if (put.incrementAndGet() == 1) {
                        throw new UnavailableException("the database is away");
                    }
                    return 7;
                });
        assertThatThrownBy(shared::ask).isInstanceOf(UnavailableException.class);
        assertThat(shared.ask()).isEqualTo(7);
    }
}
