package io.gnocchi.core.store;

import static io.gnocchi.core.store.FaultyStore.Fault.AFTER_THE_EFFECT;
import static io.gnocchi.core.store.FaultyStore.Fault.BEFORE_THE_EFFECT;
import static io.gnocchi.core.store.FaultyStore.Fault.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.core.model.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryingStoreTest extends ObjectStoreContract {
    private static final byte[] OURS = {1, 2, 3};
    private static final byte[] THEIRS = {4, 5, 6};

    private final MemoryStore memory = new MemoryStore();
    private final FaultyStore faulty = new FaultyStore(memory);
    private final List<Long> pauses = new ArrayList<>();

    @Override
    protected ObjectStore open() {
        return retrying(5);
    }

    private RetryingStore retrying(int attempts) {
        return new RetryingStore(faulty, attempts, 100, 350, pauses::add);
    }

    @Test
    void troubleIsTriedAgainWithDoublingPauses() {
        memory.putIfAbsent("a", OURS);
        faulty.next(BEFORE_THE_EFFECT, BEFORE_THE_EFFECT, BEFORE_THE_EFFECT, BEFORE_THE_EFFECT);

        assertThat(retrying(5).get("a")).isEqualTo(OURS);
        assertThat(pauses).containsExactly(100L, 200L, 350L, 350L);
    }

    @Test
    void attemptsAreBounded() {
        faulty.next(BEFORE_THE_EFFECT, BEFORE_THE_EFFECT, BEFORE_THE_EFFECT);

        assertThatThrownBy(() -> retrying(3).list(""))
                .isInstanceOf(UnavailableException.class)
                .hasMessage("no connection (after 3 attempts)");
        assertThat(pauses).containsExactly(100L, 200L);
    }

    @Test
    void putWhoseAnswerWasLostIsStillOurs() {
        faulty.next(AFTER_THE_EFFECT);

        assertThat(retrying(3).putIfAbsent("a", OURS)).isTrue();
        assertThat(memory.get("a")).isEqualTo(OURS);
    }

    @Test
    void putThatFailedBeforeItsEffectLosesToAnother() {
        memory.putIfAbsent("a", THEIRS);
        faulty.next(BEFORE_THE_EFFECT);

        assertThat(retrying(3).putIfAbsent("a", OURS)).isFalse();
        assertThat(memory.get("a")).isEqualTo(THEIRS);
    }

    @Test
    void firstAnswerIsBelievedWithoutLooking() {
        memory.putIfAbsent("a", OURS);

        assertThat(retrying(3).putIfAbsent("a", OURS)).isFalse();
    }

    @Test
    void troubleWhileComparingIsTriedAgainToo() {
        faulty.next(AFTER_THE_EFFECT, NONE, BEFORE_THE_EFFECT);

        assertThat(retrying(3).putIfAbsent("a", OURS)).isTrue();
    }

    @Test
    void deleteMayBeTriedAgain() {
        memory.putIfAbsent("a", OURS);
        faulty.next(AFTER_THE_EFFECT);

        retrying(2).delete(List.of("a"));

        assertThat(memory.list("")).isEmpty();
    }

    @Test
    void answersAreNotTriedAgain() {
        assertThatThrownBy(() -> retrying(3).get("none"))
                .isInstanceOf(ObjectMissingException.class);
        assertThat(pauses).isEmpty();
    }

    @Test
    void zeroAttemptsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> retrying(0));
    }
}
