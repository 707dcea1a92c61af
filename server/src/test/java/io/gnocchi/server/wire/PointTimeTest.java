package io.gnocchi.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.model.Timestamps;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PointTimeTest {
    private final PointTime time = new PointTime();

    @Test
    void isWhatTextsSayOneAfterTheOther() {
        var random = new Random(1);
        long nanos = 0;
        for (int i = 0; i < 100_000; i++) {
            nanos = i % 3 == 0 ? random.nextLong() : nanos + random.nextLong(100_000_000_000_000L);
            assertThat(text(nanos)).isEqualTo('"' + Timestamps.measureText(nanos) + '"');
        }
    }

    @Test
    void endsOfTimeAreSpelt() {
        for (long nanos : new long[] {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE}) {
            assertThat(text(nanos)).isEqualTo('"' + Timestamps.measureText(nanos) + '"');
        }
    }

    private String text(long nanos) {
        return new String(time.of(nanos), StandardCharsets.US_ASCII);
    }
}
