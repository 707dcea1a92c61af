package io.gnocchi.server.carbon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.core.model.MalformedException;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CarbonLineTest {
    private static final InstantSource NOW = () -> Instant.ofEpochSecond(5);

    @Test
    void lineIsPathValueAndTimestamp() {
        var line = CarbonLine.parse("web.cpu.load 1.5 1700000000", NOW);
        assertThat(line.path()).isEqualTo("web.cpu.load");
        assertThat(line.value()).isEqualTo(1.5);
        assertThat(line.nanos()).isEqualTo(1_700_000_000_000_000_000L);
    }

    @Test
    void timestampMayHaveAFractionOrMeanNow() {
        assertThat(CarbonLine.parse("a 1 1.25", NOW).nanos()).isEqualTo(1_250_000_000L);
        assertThat(CarbonLine.parse("a 1 -1", NOW).nanos()).isEqualTo(5_000_000_000L);
        assertThat(CarbonLine.parse("a\t1\tN", NOW).nanos()).isEqualTo(5_000_000_000L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a 1",
                "a 1 2 3",
                "a\u00a01 2",
                "a x 1",
                "a nan 1",
                "a inf 1",
                "a 1e999 1",
                "a 1 x",
                "a 1 -5",
                "a 1 -1.5",
                "a 1 Now",
                "a 1 1e300",
                "... 1 1",
                "a;b 1 1",
                "a;=c 1 1",
                "a;b= 1 1"
            })
    void anythingElseIsRefused(String line) {
        assertThatThrownBy(() -> target(CarbonLine.parse(line, NOW)))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void oneNodeIsTheResource() {
        var mapping = new PathMapping("collectd.", 0);
        assertThat(target(mapping, "collectd.web.cpu-0.cpu-idle"))
                .isEqualTo(new PathMapping.Target("web", "cpu-0.cpu-idle"));
        assertThat(target(new PathMapping("", 1), "servers.web.cpu"))
                .isEqualTo(new PathMapping.Target("web", "servers.cpu"));
    }

    @Test
    void pathWithoutSuchANodeHasNoResourceOfItsOwn() {
        assertThat(target(new PathMapping("", 0), "temperature"))
                .isEqualTo(new PathMapping.Target("none", "temperature"));
    }

    @Test
    void hostTagIsTheResourceAndOthersEndTheName() {
        assertThat(target(new PathMapping("", 0), "disk.used;mount=root;host=web;a=b"))
                .isEqualTo(new PathMapping.Target("web", "disk.used@a=b,mount=root"));
    }

    @Test
    void pathsAreRememberedUpToALimit() {
        var targets = new Targets(new PathMapping("", 0));
        for (int i = 0; i <= Targets.MAX_PATHS + 1; i++) {
            assertThat(targets.of("web.n" + i))
                    .isEqualTo(new PathMapping.Target("web", "n" + i))
                    .isSameAs(targets.of("web.n" + i));
        }
        assertThat(targets.of("web.n0")).isEqualTo(new PathMapping.Target("web", "n0"));
    }

    private static PathMapping.Target target(CarbonLine line) {
        return new Targets(new PathMapping("", 0)).of(line.path());
    }

    private static PathMapping.Target target(PathMapping mapping, String path) {
        return new Targets(mapping).of(CarbonLine.parse(path + " 1 1", NOW).path());
    }
}
