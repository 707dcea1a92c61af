package io.gnocchi.server.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TallyTest {
    private final Tally tally = new Tally("statsd");

    @Test
    void nothingIsSaidOfNothing() {
        assertThat(tally.line()).isNull();
    }

    @Test
    void amillionBadLinesAreOneLineOfTheLog() {
        IntStream.range(0, 1_000_000).forEach(i -> tally.refused(1, () -> "line " + i));
        tally.taken(3);
        tally.dropped(2, () -> "full");
        assertThat(tally.line())
                .isEqualTo(
                        new Tally.Report(
                                "statsd: 3 samples taken, 1000000 refused (first: line 0), 2"
                                        + " DROPPED (first: full)",
                                false));
        assertThat(tally.line()).isNull();
    }

    @Test
    void goodNewsIsNoWarning() {
        tally.taken(3);
        assertThat(tally.line()).isEqualTo(new Tally.Report("statsd: 3 samples taken", true));
    }
}
