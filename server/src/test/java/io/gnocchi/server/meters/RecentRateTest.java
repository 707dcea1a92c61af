package io.gnocchi.server.meters;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecentRateTest {
    private Instant now = Instant.parse("2026-03-01T12:00:00.5Z");
    private final RecentRate rate = new RecentRate(() -> now);

    @Test
    void isTheMeanOfTheLastWholeSeconds() {
        rate.add(30);
        now = now.plusSeconds(1);
        rate.add(70);
        now = now.plusSeconds(1);
        rate.add(1_000); // This second is not over.

        assertThat(rate.perSecond()).isEqualTo(10);
    }

    @Test
    void whatIsLongAgoDoesNotCount() {
        rate.add(30);
        now = now.plusSeconds(10);
        assertThat(rate.perSecond()).isEqualTo(3);
        now = now.plusSeconds(1);
        assertThat(rate.perSecond()).isZero();
        now = now.plusSeconds(100_000);
        rate.add(20);
        now = now.plusSeconds(1);
        assertThat(rate.perSecond()).isEqualTo(2);
    }

    @Test
    void clockThatIsSetBackStandsStill() {
        rate.add(30);
        now = now.minusSeconds(1_000);
        rate.add(10);
        assertThat(rate.perSecond()).isZero();
        now = now.plusSeconds(1_001);
        assertThat(rate.perSecond()).isEqualTo(4);
    }
}
