package io.gnocchi.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class BodyMemoryTest {
    private final BodyMemory memory = new BodyMemory(100);

    @Test
    void bodiesShareTheMemoryUntilTheirRequestsAreAnswered() {
        try (var first = memory.open()) {
            first.take(60);
            try (var second = memory.open()) {
                second.take(40);
                assertThatExceptionOfType(Problem.class).isThrownBy(() -> second.take(1));
            }
            try (var third = memory.open()) {
                third.take(40);
            }
        }
        try (var last = memory.open()) {
            last.take(100);
        }
    }

    @Test
    void bodyAloneMayBeLongerThanAllOthersTogether() throws IOException {
        try (var alone = memory.open()) {
            var body = new BoundedBody(new ByteArrayInputStream(new byte[1000]), 1000, alone);
            assertThat(body.readAllBytes()).hasSize(1000);
        }
    }
}
