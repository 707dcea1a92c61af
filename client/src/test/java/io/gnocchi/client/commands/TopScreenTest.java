package io.gnocchi.client.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.client.json.Json;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopScreenTest {
    @Test
    void statusIsReadWithWorkersTheirSacksAndWhatWaits() {
        Load load =
                Load.of(
                        Json.object(
                                Json.read(
                                        """
                                        {"storage": {"summary": {"metrics": 2, "measures": 9,
                                          "set_aside": {"metrics": 1, "bytes": 10},
                                          "requests": {"puts": 4, "put_bytes": 4096}},
                                         "measures_to_process": {"a": 2, "b": 7}},
                                         "api": {"measures_per_second": 1234.5,
                                          "queries_per_second": 2, "seconds": 10},
                                         "metricd": {"processors": ["w1", "w2"],
                                          "statistics": {"w1": {"sacks": [3, 1, 2, 7]}}}}
                                        """)),
                        Instant.EPOCH);
        assertThat(load.measures()).isEqualTo(9);
        assertThat(load.sacks()).containsEntry("w1", List.of(1L, 2L, 3L, 7L));
        assertThat(load.sacks()).containsEntry("w2", List.of());
        assertThat(load.longest().getFirst().getKey()).isEqualTo("b");
        assertThat(load.requests()).containsEntry("puts", 4L);
        assertThat(load.measuresPerSecond()).isEqualTo(1234.5);
        assertThat(load.queriesPerSecond()).isEqualTo(2);
    }

    @Test
    void olderServersTellLess() {
        Load load =
                Load.of(
                        Json.object(
                                Json.read(
                                        "{\"storage\": {\"summary\": {\"metrics\": 1, \"measures\":"
                                                + " 2}}}")),
                        Instant.EPOCH);
        assertThat(load.metrics()).isOne();
        assertThat(load.setAsideMetrics()).isEqualTo(-1);
        assertThat(load.sacks()).isEmpty();
        assertThat(load.measuresPerSecond()).isNull();
    }

    @Test
    void sacksAreToldAsRanges() {
        assertThat(TopScreen.ranges(List.of(0L, 1L, 2L, 5L, 7L, 8L))).isEqualTo("0-2, 5, 7-8");
        assertThat(TopScreen.ranges(List.of())).isEmpty();
    }

    @Test
    void ratesNeedASecondLook() {
        assertThat(TopCommand.rate(10, null, 1)).isNull();
        assertThat(TopCommand.rate(10, 4L, 2)).isEqualTo(3);
    }

    @Test
    void patternsOfNamesHaveStars() {
        assertThat(ExportCommand.matches("cpu.idle", "cpu*")).isTrue();
        assertThat(ExportCommand.matches("cpu.idle", "*idle")).isTrue();
        assertThat(ExportCommand.matches("cpu.idle", "c*i*e")).isTrue();
        assertThat(ExportCommand.matches("cpu.idle", "cpu")).isFalse();
        assertThat(ExportCommand.matches("cpu.idle", "*x*")).isFalse();
    }
}
