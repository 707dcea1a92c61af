package io.gnocchi.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StageTest {
    @Test
    void actorsTakeTurnsUntilAllHaveEnded() {
        var stage = new Stage(new SplittableRandom(1));
        var said = new ArrayList<String>();
        for (var name : new String[] {"a", "b"}) {
            stage.enter(
                    name,
                    () -> {
                        said.add(name);
                        stage.pause();
                        said.add(name);
                    });
        }
        while (stage.step()) {}
        assertThat(said).containsExactlyInAnyOrder("a", "a", "b", "b");
    }

    @Test
    void anActorThatWaitsForOneNotOnStageIsNamed() {
        var stage = new Stage(new SplittableRandom(1), Duration.ofMillis(50));
        var never = new CountDownLatch(1);
        stage.enter(
                "waiting",
                () -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        assertThatThrownBy(stage::step)
                .isInstanceOf(AssertionError.class)
                .hasMessage("waiting waits for something that only others can do");
        stage.close();
    }
}
