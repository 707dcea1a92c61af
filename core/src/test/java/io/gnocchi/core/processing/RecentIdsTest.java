package io.gnocchi.core.processing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentIdsTest {
    private static final int MANY = 10_000;

    private final RecentIds ids = new RecentIds(1 << 15);

    @Test
    void idIsNewOnce() {
        assertThat(newOnes(7, MANY)).isEqualTo(MANY);
        assertThat(newOnes(7, MANY)).isZero();
        assertThat(newOnes(8, MANY)).isEqualTo(Math.min(MANY, (1 << 14) - MANY) + rest());
    }

    /// Those beyond the limit are new, and stay so.
    private static int rest() {
        return 2 * MANY - (1 << 14);
    }

    @Test
    void beyondTheLimitNothingIsRemembered() {
        newOnes(7, MANY);
        newOnes(8, MANY);
        assertThat(newOnes(8, MANY)).isEqualTo(rest());
        assertThat(newOnes(7, MANY)).isZero();
    }

    @Test
    void afterClearingEverythingIsNew() {
        newOnes(7, MANY);
        ids.clear();
        assertThat(newOnes(7, MANY)).isEqualTo(MANY);
    }

    private int newOnes(long seed, int count) {
        var random = new Random(seed);
        return (int)
                IntStream.range(0, count)
                        .mapToObj(_ -> new UUID(random.nextLong(), random.nextLong()))
                        .filter(ids::add)
                        .count();
    }
}
