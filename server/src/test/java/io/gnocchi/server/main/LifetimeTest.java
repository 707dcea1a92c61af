package io.gnocchi.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LifetimeTest {
    private final List<String> closed = new ArrayList<>();
    private final Lifetime lifetime = new Lifetime();

    @Test
    void partsAreClosedInReverseOrderAndOnce() {
        lifetime.keep(() -> closed.add("first"));
        lifetime.keep(() -> closed.add("second"));

        lifetime.close();
        lifetime.close();

        assertThat(closed).containsExactly("second", "first");
    }

    @Test
    void partThatFailsToCloseDoesNotKeepTheOthersOpen() {
        lifetime.keep(() -> closed.add("first"));
        lifetime.keep(() -> {
            throw new IllegalStateException("stuck");
        });

        lifetime.close();

        assertThat(closed).containsExactly("first");
    }
}
