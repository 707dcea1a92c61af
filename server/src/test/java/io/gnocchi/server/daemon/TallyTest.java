package io.gnocchi.server.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
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

    @Test
    void datagramsThatWereNeverReadAreToldOnce() {
        var lost = new AtomicLong(7);
        tally.loses(lost::get);
        tally.taken(1);
        assertThat(tally.line())
                .isEqualTo(
                        new Tally.Report(
                                "statsd: 1 samples taken, 7 datagrams LOST (they came faster than"
                                        + " they were read)",
                                false));
        lost.set(9);
        assertThat(tally.line())
                .isEqualTo(
                        new Tally.Report(
                                "statsd: 0 samples taken, 2 datagrams LOST (they came faster than"
                                        + " they were read)",
                                false));
        assertThat(tally.line()).isNull();
    }

    @Test
    void totalsGoOnWhenTheyHaveBeenTold() {
        tally.refused(2, () -> "bad");
        tally.dropped(3, () -> "full");
        assertThat(tally.line()).isNotNull();
        tally.refused(1, () -> "bad");
        assertThat(tally.allRefused()).isEqualTo(3);
        assertThat(tally.allDropped()).isEqualTo(3);
    }
}
