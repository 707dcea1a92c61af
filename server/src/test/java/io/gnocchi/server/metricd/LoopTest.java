package io.gnocchi.server.metricd;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.model.UnavailableException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LoopTest {
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofDays(1);

    private final CountDownLatch stop = new CountDownLatch(1);
    private final AtomicInteger rounds = new AtomicInteger();

    @Test
    void workIsDoneAgainAfterThePause() {
        new Loop("test", () -> endAfter(3), SHORT, stop).run();

        assertThat(rounds).hasValue(3);
    }

    @Test
    void outsideTroubleDoesNotEndTheLoop() {
        Runnable work =
                () -> {
                    endAfter(2);
                    throw new UnavailableException("the database is away");
                };
        new Loop("test", work, SHORT, stop).run();

        assertThat(rounds).hasValue(2);
    }

    @Test
    void mistakeOfOurOwnDoesNotEndTheLoop() {
        Runnable work =
                () -> {
                    endAfter(2);
                    throw new IllegalStateException("a poisonous thing");
                };
        new Loop("test", work, SHORT, stop).run();

        assertThat(rounds).hasValue(2);
    }

    @Test
    void stopEndsALongPauseAtOnce() throws InterruptedException {
        var thread =
                Thread.ofPlatform().start(new Loop("test", rounds::incrementAndGet, LONG, stop));

        stop.countDown();
        thread.join();

        assertThat(rounds).hasValue(1);
    }

    @Test
    void stopLetsTheWorkUnderWayFinish() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        Runnable work =
                () -> {
                    begun.countDown();
                    await(mayEnd);
                    rounds.incrementAndGet();
                };
        var thread = Thread.ofPlatform().start(new Loop("test", work, LONG, stop));

        await(begun);
        stop.countDown();
        mayEnd.countDown();
        thread.join();

        assertThat(rounds).hasValue(1);
    }

    private void endAfter(int count) {
        if (rounds.incrementAndGet() == count) {
            stop.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
