package io.gnocchi.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationTest {
    private static final int SEEDS = 2000;

    @Test
    void noSeedBreaksAnInvariant() {
        var reports =
                LongStream.range(0, SEEDS)
                        .mapToObj(seed -> new Cluster(seed, Flaw.NONE).run())
                        .toList();

        assertThat(reports).hasSize(SEEDS);
        assertThat(reports).anyMatch(report -> report.faults() > 10);
        assertThat(reports).anyMatch(report -> report.archives() > 3);
        assertThat(reports).anyMatch(report -> report.erasures() > 5 && report.turns() > 5);
        assertThat(reports).anyMatch(report -> report.erasures() == 0 && report.turns() == 0);
        var total = reports.stream().reduce(Report.NONE, Report::plus);
        assertThat(total.reads()).isGreaterThan(SEEDS);
        assertThat(total.reports()).isGreaterThan(SEEDS);
        assertThat(total.exactlyRebuilt()).isGreaterThan(SEEDS);
        assertThat(reports).anyMatch(report -> report.exactlyRebuilt() < report.rebuilt());
    }

    /// Seeds that once broke an invariant. They find nothing any more when the cluster draws
    /// otherwise; the engine's own tests keep what each of them taught.
    ///
    /// - 1795471204932: the first commit of a sack was told by its record and never made, and the
    ///   manifest could not be rebuilt.
    /// - 1795472907934: the model made a rate from finer ones after its point before was erased.
    @ParameterizedTest
    @ValueSource(longs = {1795471204932L, 1795472907934L})
    void noSeedBreaksAnInvariantAgain(long seed) {
        assertThat(new Cluster(seed, Flaw.NONE).run().steps()).isPositive();
    }

    @Test
    void aSeedRepeatsItself() {
        assertThat(new Cluster(42, Flaw.NONE).run()).isEqualTo(new Cluster(42, Flaw.NONE).run());
    }

    @Test
    void acknowledgingBeforeTheAppendIsFound() {
        assertThatThrownBy(() -> playMany(Flaw.ACKNOWLEDGES_BEFORE_APPEND))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("is lost");
    }

    @Test
    void committingWithoutTheEpochIsFound() {
        assertThatThrownBy(() -> playMany(Flaw.COMMITS_WITHOUT_EPOCH))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("two owners");
    }

    @Test
    void losingTheManifestWithoutOrdinalsInTheObjectsIsFound() {
        assertThatThrownBy(() -> playMany(Flaw.TELLS_NO_ORDINALS))
                .isInstanceOf(AssertionError.class);
    }

    private static void playMany(Flaw flaw) {
        LongStream.range(0, SEEDS).forEach(seed -> new Cluster(seed, flaw).run());
    }
}
