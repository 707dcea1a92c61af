package io.gnocchi.server.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.server.intake.Delivery;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CourierTest {
    private static final long NANOS = 1_000_000_000L;

    private final DaemonStage stage = new DaemonStage("cpu*");
    private final Tally tally = new Tally("test");
    private final Room room = new Room(5);
    private final Courier courier =
            new Courier("test", Duration.ofDays(1), stage.intake(), room, tally);
    private final Gathering gathering =
            new Gathering(() -> Delivery.to("generic", "bob"), room, () -> {});

    @AfterEach
    void stop() throws InterruptedException {
        courier.close();
        stage.close();
    }

    @Test
    void whatCannotBeHandedInWaitsAndIsTriedAgain() {
        courier.start(gathering);
        stage.breakStore();
        assertThat(add("cpu", 1)).isTrue();
        courier.round();
        assertThat(add("cpu", 2)).isTrue();
        courier.round();
        assertThat(stage.values("web", "bob", "cpu", "sum")).isEmpty();

        stage.mendStore();
        courier.round();
        assertThat(stage.values("web", "bob", "cpu", "sum")).containsExactly(3.0);
        assertThat(tally.line()).extracting(Tally.Report::text).asString().contains("2 samples");
    }

    @Test
    void whatWaitsIsBounded() {
        courier.start(gathering);
        stage.breakStore();
        for (int i = 0; i < 5; i++) {
            assertThat(add("cpu", i)).isTrue();
            courier.round();
        }
        assertThat(add("cpu", 5)).isFalse();
        courier.round();

        stage.mendStore();
        courier.round();
        assertThat(add("cpu", 6)).isTrue();
    }

    @Test
    void metricWithoutPolicyLosesOnlyItself() {
        courier.start(gathering);
        assertThat(add("disk", 1)).isTrue();
        assertThat(add("cpu", 2)).isTrue();
        courier.round();
        assertThat(stage.values("web", "bob", "cpu", "sum")).containsExactly(2.0);
        assertThat(stage.values("web", "bob", "disk", "sum")).isEmpty();
        assertThat(tally.line())
                .extracting(Tally.Report::text)
                .asString()
                .contains("1 samples taken, 1 refused", "no archive policy rule", "disk");
    }

    @Test
    void whatCannotBeHandedInBeforeTheEndIsTold() throws InterruptedException {
        courier.start(gathering);
        stage.breakStore();
        assertThat(add("cpu", 1)).isTrue();
        courier.round();
        courier.close();
        assertThat(room.take(5)).isFalse();
    }

    private boolean add(String metric, int second) {
        return gathering.add("web", Map.of(), metric, second * NANOS, second);
    }
}
