package io.gnocchi.core.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.segment.ObjectNames;
import io.gnocchi.core.store.StoredObject;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two sacks that become three, then one. Some measures are folded, some wait.
class SackChangeTest {
    private static final Sacks THREE = new Sacks(3);

    private final Deployment deployment = new Deployment();
    private final List<Metric> metrics =
            LongStream.rangeClosed(1, 6).mapToObj(deployment::metric).toList();

    @BeforeEach
    void foldSomeAndLeaveSome() {
        metrics.forEach(metric -> deployment.post(metric, 1, 10));
        deployment.fold();
        metrics.forEach(metric -> deployment.post(metric, 2, 20));
    }

    @Test
    void answersStayWhatTheyWere() {
        change(THREE);
        everyMetricReads(10.0, 20.0);
        assertThat(deployment.manifest.backlog().bundles()).isEqualTo(6);
        assertThat(deployment.troubles()).isEmpty();
    }

    @Test
    void whatWaitedIsFoldedOnceAndWhatWasHeldIsTakenOver() {
        change(THREE);
        deployment.fold();
        everyMetricReads(10.0, 20.0);
        assertThat(deployment.manifest.backlog().bundles()).isZero();
        assertThat(change().left()).isZero();
        deployment.cleanUp();
        assertThat(deployment.manifest.layout().former()).isNull();
        assertThat(deployment.troubles()).isEmpty();
        deployment.merge();
        everyMetricReads(10.0, 20.0);
    }

    @Test
    void aSecondChangeWaitsUntilTheFirstIsTakenOver() {
        change(THREE);
        assertThat(change().attempt(new Sacks(1))).isEqualTo(SackChange.Outcome.TOO_EARLY);
        assertThat(change().left()).isEqualTo(1);
        deployment.fold();
        change(new Sacks(1));
        metrics.forEach(metric -> deployment.post(metric, 3, 30));
        deployment.fold();
        everyMetricReads(10.0, 20.0, 30.0);
        assertThat(deployment.troubles()).isEmpty();
    }

    @Test
    void theSameNumberIsNothingToDo() {
        assertThat(change().attempt(new Sacks(2))).isEqualTo(SackChange.Outcome.NOTHING_TO_DO);
        change(THREE);
        assertThat(change().attempt(THREE)).isEqualTo(SackChange.Outcome.NOTHING_TO_DO);
    }

    @Test
    void latenessIsToldAcrossAChange() {
        change(THREE);
        assertThat(deployment.late(metrics.getFirst(), 0)).isEqualTo(1);
        assertThat(deployment.late(metrics.getFirst(), 3)).isZero();
    }

    @Test
    void deletedMetricsGoFromWhatIsInherited() {
        change(THREE);
        var gone = metrics.getFirst();
        deployment.index.deleteMetric(gone.id());
        deployment.fold();
        deployment.cleanUp();
        assertThat(deployment.index.deletedMetrics(9)).isEmpty();
        assertThat(deployment.troubles()).isEmpty();
    }

    @Test
    void whatCannotBeReadOfAnInheritedSegmentIsGivenUpAndTheRestKept() {
        var part = deployment.parts(1).getFirst();
        deployment.damageRecord(part, metrics.getFirst());
        change(THREE);

        assertThat(deployment.repair().dropDamaged(part.key()).lost()).isEqualTo(1);

        assertThat(deployment.read(metrics.getFirst())).containsExactly(20.0);
        assertThat(deployment.read(metrics.getLast())).containsExactly(10.0, 20.0);
        assertThat(deployment.troubles()).isEmpty();
    }

    @Test
    void aManifestThatWasChangedIsHadBack() {
        change(THREE);
        var views = deployment.manifest.views();

        deployment.manifest.restore(deployment.contents());

        assertThat(deployment.manifest.views()).isEqualTo(views);
        goesOn();
    }

    @Test
    void aManifestThatHasTakenOverSomethingIsHadBack() {
        change(THREE);
        deployment.fold();
        var views = deployment.manifest.views();

        deployment.manifest.restore(deployment.contents());

        assertThat(deployment.manifest.views()).isEqualTo(views);
        goesOn();
    }

    @Test
    void aChangeThatWasToldAndNotMadeIsForgottenWhenCommitsWentOn() {
        var before = deployment.contents();
        change(THREE);
        deployment.manifest.restore(before); // As if it had not been made.
        deployment.fold();

        var contents = deployment.contents();

        assertThat(contents.layout().sacks()).isEqualTo(new Sacks(2));
        deployment.manifest.restore(contents);
        goesOn();
    }

    @Test
    void aChangeIsHadBackWhenTheRecordsBeforeItAreSwept() {
        var records = keys(ObjectNames.COMMITS);
        change(THREE);
        deployment.store.delete(records);

        var contents = deployment.contents();

        assertThat(contents.layout().sacks()).isEqualTo(THREE);
        deployment.manifest.restore(contents);
        goesOn();
    }

    private void goesOn() {
        metrics.forEach(metric -> deployment.post(metric, 3, 30));
        deployment.fold();
        deployment.merge();
        everyMetricReads(10.0, 20.0, 30.0);
        assertThat(deployment.troubles()).isEmpty();
    }

    private List<String> keys(String prefix) {
        return deployment.store.list(prefix).stream().map(StoredObject::key).toList();
    }

    private SackChange change() {
        return new SackChange(
                "operator",
                deployment.manifest,
                deployment.store,
                deployment.names,
                () -> deployment.now);
    }

    private void change(Sacks sacks) {
        assertThat(change().attempt(sacks)).isEqualTo(SackChange.Outcome.CHANGED);
    }

    private void everyMetricReads(Double... values) {
        for (var metric : metrics) {
            assertThat(deployment.read(metric)).containsExactly(values);
        }
    }
}
