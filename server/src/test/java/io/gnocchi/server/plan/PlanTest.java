package io.gnocchi.server.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.AggregationMethods;
import io.gnocchi.core.model.ArchivePolicies;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Retention;
import io.gnocchi.core.model.Timespan;
import io.gnocchi.server.wire.Json;
import io.gnocchi.server.wire.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static ArchivePolicy policy(String name) {
        return ArchivePolicies.defaults(AggregationMethods.defaults()).stream()
                .filter(policy -> policy.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Load load(long metrics, String policy) {
        return new Load(metrics, Timespan.parse("60"), policy(policy), Load.USUAL_BYTES, 0);
    }

    private static Deployment deployment(int apiNodes, int metricds, Duration age) {
        return new Deployment(
                apiNodes, Duration.ofSeconds(1), metricds, Math.max(1, metricds), MINUTE, age);
    }

    private static Plan plan(Load load, Deployment deployment) {
        return Plan.of(load, deployment, Prices.S3_STANDARD);
    }

    @Test
    void requestsDependOnNodesAndTimeNotOnPolicies() {
        var few = plan(load(100_000, "low"), deployment(1, 1, Duration.ofDays(1)));
        var high = plan(load(100_000, "high"), deployment(1, 1, Duration.ofDays(1)));
        var twoNodes = plan(load(100_000, "low"), deployment(2, 1, Duration.ofDays(1)));

        assertThat(few.putsPerMinute()).isCloseTo(62.9, within(0.1));
        assertThat(few.getsPerMinute()).isCloseTo(60, within(1.0));
        assertThat(high.putsPerMinute()).isEqualTo(few.putsPerMinute());
        assertThat(twoNodes.putsPerMinute() - few.putsPerMinute()).isCloseTo(60, within(0.1));
    }

    @Test
    void fewMeasuresMakeFewBatches() {
        var plan = plan(load(10, "low"), deployment(3, 1, Duration.ofDays(1)));

        assertThat(plan.putsPerMinute()).isCloseTo(10 + 4.0, within(0.1));
    }

    @Test
    void manyMeasuresMakeBatchesBySize() {
        var plan = plan(load(100_000_000, "low"), deployment(1, 1, Duration.ofDays(1)));

        assertThat(plan.putsPerMinute()).isGreaterThan(100_000_000 * 256.0 / (16 << 20));
    }

    @Test
    void oneProcessReadsNothingBack() {
        var plan = plan(load(1_000, "medium"), deployment(1, 0, Duration.ofDays(1)));

        assertThat(plan.getsPerMinute()).isZero();
    }

    @Test
    void dollarsAreRequestsAndSpaceByTheirPrices() {
        var plan = plan(load(100_000, "medium"), deployment(1, 1, Duration.ofDays(365)));

        assertThat(plan.putDollars()).isCloseTo(13.6, within(0.1));
        assertThat(plan.getDollars()).isCloseTo(1.04, within(0.02));
        assertThat(plan.spaceDollars()).isEqualTo(plan.storedBytes() / 1e9 * 0.023);
        assertThat(plan.dollars())
                .isCloseTo(
                        plan.putDollars() + plan.getDollars() + plan.spaceDollars(),
                        Percentage.withPercentage(0.001));
    }

    @Test
    void whatIsStoredGrowsUntilItIsDropped() {
        var load = load(100, "medium");
        var afterADay = plan(load, deployment(1, 1, Duration.ofDays(1)));
        var afterAYear = plan(load, deployment(1, 1, Duration.ofDays(365)));
        var afterTwo = plan(load, deployment(1, 1, Duration.ofDays(730)));
        var afterTen = plan(load, deployment(1, 1, Duration.ofDays(3650)));

        assertThat(afterADay.storedBytes()).isLessThan(afterADay.keptBytes() / 20);
        assertThat(afterAYear.storedBytes()).isGreaterThan(afterAYear.keptBytes());
        assertThat(afterTwo.storedBytes())
                .isGreaterThan(afterAYear.storedBytes())
                .isLessThan(2 * afterTwo.keptBytes());
        assertThat(afterTen.storedBytes()).isEqualTo(afterTwo.storedBytes());
    }

    /// The console reckons the same: its tests read the same cases.
    @Test
    void aMetricTakesWhatTheConsoleSays() throws IOException {
        var cases = Path.of("..", "ui", "test", "cases", "estimates.json");
        List<Json> read;
        try (var body = Files.newInputStream(cases)) {
            read = list(JsonReader.read(body));
        }

        assertThat(read)
                .hasSizeGreaterThan(2)
                .allSatisfy(each -> {
                    var load =
                            new Load(
                                    (long) number(member(each, "metrics")),
                                    seconds(member(each, "every")),
                                    policy(each),
                                    Load.USUAL_BYTES,
                                    0);
                    assertThat(load.bytesPerMetric())
                            .isCloseTo(
                                    number(member(each, "bytesPerMetric")),
                                    Percentage.withPercentage(0.001));
                    assertThat(load.metrics() * load.bytesPerMetric())
                            .isCloseTo(
                                    number(member(each, "bytes")),
                                    Percentage.withPercentage(0.001));
                });
    }

    private static ArchivePolicy policy(Json described) {
        var definition = new ArrayList<Retention>();
        for (var line : list(member(described, "lines"))) {
            var kept = member(line, "kept");
            definition.add(
                    new Retention(
                            seconds(member(line, "granularity")),
                            kept instanceof Json.Null ? null : seconds(kept)));
        }
        var methods = new TreeSet<AggregationMethod>();
        for (var method : list(member(described, "methods"))) {
            methods.add(AggregationMethod.parse(((Json.Text) method).value()));
        }
        return new ArchivePolicy("case", 0, definition, methods);
    }

    private static Json member(Json json, String name) {
        var found = ((Json.Dictionary) json).members().get(name);
        assertThat(found).as(name).isNotNull();
        return found;
    }

    private static List<Json> list(Json json) {
        return ((Json.Sequence) json).items();
    }

    private static double number(Json json) {
        return ((Json.Numeral) json).asDouble();
    }

    private static Timespan seconds(Json json) {
        return Timespan.ofSeconds(number(json));
    }
}
