package io.gnocchi.server.itself;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.server.daemon.DaemonStage;
import io.gnocchi.server.meters.Meters;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class OwnMeasuresTest {
    @AutoClose private final DaemonStage stage = new DaemonStage("*");
    @AutoClose private final Meters meters = new Meters();

    private OwnMeasures own() {
        return new OwnMeasures(meters, stage.intake(), "seconds", "web", 8041, stage.clock());
    }

    @Test
    void whatIsToldIsKept() {
        var count = new AtomicLong(7);
        meters.count("gnocchi.things", "Things", count::get, "kind", "odd");
        meters.gauge("gnocchi.unknown", "Nobody knows", () -> Double.NaN);

        own().keep();

        assertThat(stage.resource("gnocchi:web:8041", "gnocchi").metrics().keySet())
                .containsExactly("gnocchi_things_total@kind=odd");
        assertThat(
                        stage.values(
                                "gnocchi:web:8041",
                                "gnocchi",
                                "gnocchi_things_total@kind=odd",
                                "max"))
                .containsExactly(7.0);
    }

    @Test
    void workOfTwoKindsOfNumbersIsKeptAsBoth() {
        meters.work("gnocchi.work", "Work", () -> 3, () -> Duration.ofSeconds(6));

        own().keep();

        assertThat(stage.resource("gnocchi:web:8041", "gnocchi").metrics().keySet())
                .containsExactlyInAnyOrder(
                        "gnocchi_work_seconds_count", "gnocchi_work_seconds_sum");
        assertThat(stage.values("gnocchi:web:8041", "gnocchi", "gnocchi_work_seconds_sum", "max"))
                .containsExactly(6.0);
    }

    @Test
    void brokenStoreIsNoMatter() {
        meters.count("gnocchi.things", "Things", () -> 1);
        stage.breakStore();
        own().keep();
        stage.mendStore();
        own().keep();

        assertThat(stage.values("gnocchi:web:8041", "gnocchi", "gnocchi_things_total", "max"))
                .containsExactly(1.0);
    }
}
