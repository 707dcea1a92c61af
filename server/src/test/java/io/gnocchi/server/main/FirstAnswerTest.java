package io.gnocchi.server.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.core.model.UnavailableException;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class FirstAnswerTest {
    private final ArrayList<Long> pauses = new ArrayList<>();

    @Test
    void serverWaitsForADatabaseThatIsNotThereYet() {
        var answer = FirstAnswer.to(this::thereAfterTwoPauses, pauses::add);

        assertThat(answer).isEqualTo("there");
        assertThat(pauses).hasSize(2);
    }

    @Test
    void whatWillNotMendItselfIsPassedOnAtOnce() {
        assertThatThrownBy(() -> FirstAnswer.to(FirstAnswerTest::neverUpgraded, pauses::add))
                .isInstanceOf(IllegalStateException.class);
        assertThat(pauses).isEmpty();
    }

    private String thereAfterTwoPauses() {
        if (pauses.size() < 2) {
            throw new UnavailableException("the database cannot answer now");
        }
        return "there";
    }

    private static String neverUpgraded() {
        throw new IllegalStateException("the number of sacks was never fixed");
    }
}
