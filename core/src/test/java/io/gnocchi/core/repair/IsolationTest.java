package io.gnocchi.core.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.core.manifest.SegmentPart;
import io.gnocchi.core.manifest.SetAside;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.core.query.DamagedException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Damage of one metric or object holds nobody else up, is told, and can be mended.
class IsolationTest {
    private final Deployment deployment = new Deployment();
    private final Metric good = deployment.metric(2);
    private final Metric bad = deployment.metric(4);
    private final Metric elsewhere = deployment.metric(1);

    @Test
    void metricThatCannotBeFoldedIsSetAsideAndItsSackGoesOn() {
        poison();
        deployment.post(good, 2, 11);
        deployment.post(bad, 2, 21);
        deployment.fold();

        assertThat(deployment.manifest.backlog().bundles()).isZero();
        assertThat(deployment.read(good)).containsExactly(10.0, 11.0);
        assertThat(deployment.manifest.setAside())
                .singleElement()
                .returns(bad.id(), SetAside::metric)
                .returns(16L, SetAside::bytes);
        assertThatThrownBy(() -> deployment.read(bad))
                .isInstanceOf(DamagedException.class)
                .hasMessageContaining("gnocchi-check")
                .hasMessageContaining(bad.id().toString());
    }

    @Test
    void furtherMeasuresFollowTheirMetricAndCanBeDroppedOrRetried() {
        var whole = poison();
        deployment.post(bad, 2, 21);
        deployment.fold();
        deployment.post(bad, 3, 22);
        deployment.fold();
        assertThat(deployment.manifest.setAside()).hasSize(2);
        var first = deployment.manifest.setAside().getFirst().key();

        assertThat(deployment.repair().judge(first, SetAside.Verdict.DROP)).isEqualTo(1);
        deployment.fold();
        assertThat(deployment.manifest.setAside()).hasSize(1);
        deployment.replace(part().key(), whole);
        assertThat(deployment.repair().judge(bad.id().toString(), SetAside.Verdict.RETRY))
                .isEqualTo(1);
        deployment.fold();

        assertThat(deployment.manifest.setAside()).isEmpty();
        assertThat(deployment.read(bad)).containsExactly(20.0, 22.0);
        assertThat(deployment.troubles()).isEmpty();
    }

    @Test
    void retryingWhatStillCannotBeFoldedKeepsIt() {
        poison();
        deployment.post(bad, 2, 21);
        deployment.fold();

        deployment.repair().judge(bad.id().toString(), SetAside.Verdict.RETRY);
        deployment.fold();

        assertThat(deployment.manifest.setAside())
                .singleElement()
                .returns(SetAside.Verdict.NONE, SetAside::verdict)
                .returns(16L, SetAside::bytes);
    }

    @Test
    void erasureFollowsItsMetricInItsOrder() {
        var whole = poison();
        deployment.post(bad, 2, 21);
        deployment.fold();
        deployment.erase(bad, 1, 3);
        deployment.fold();
        deployment.post(bad, 2, 22);
        deployment.fold();
        assertThat(deployment.manifest.setAside())
                .extracting(SetAside::bytes)
                .containsExactlyInAnyOrder(16L, 0L, 16L);

        deployment.replace(part().key(), whole);
        deployment.repair().judge(bad.id().toString(), SetAside.Verdict.RETRY);
        deployment.fold();

        // Minute 1 was closed by minute 2 and then removed, as minute 2 was before it came again.
        assertThat(deployment.read(bad)).containsExactly(22.0);
        assertThat(deployment.manifest.setAside()).isEmpty();
        assertThat(deployment.troubles()).isEmpty();
    }

    @Test
    void unreadableErasureIsSetAsideAndCanBeRetried() {
        deployment.post(good, 1, 10);
        deployment.post(good, 2, 11);
        deployment.fold();
        deployment.erase(good, 1, 3);
        var key = deployment.newestBatch();
        var whole = deployment.damageSection(key, 0);
        deployment.fold();

        assertThatThrownBy(() -> deployment.read(good)).isInstanceOf(DamagedException.class);
        deployment.replace(key, whole);
        deployment.repair().judge(key, SetAside.Verdict.RETRY);
        deployment.fold();

        assertThat(deployment.read(good)).isEmpty();
        assertThat(deployment.troubles()).isEmpty();
    }

    @Test
    void whatCameTooLateIsNotToldOfAMetricSetAside() {
        poison();
        deployment.post(bad, 2, 21);
        deployment.fold();

        assertThat(deployment.late(good, 0)).isEqualTo(1);
        assertThatThrownBy(() -> deployment.late(bad, 0))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("accepted")
                .hasMessageContaining("gnocchi-check");
    }

    @Test
    void norBehindADamagedBatch() {
        deployment.post(good, 1, 10);
        var key = deployment.newestBatch();
        deployment.damageSection(key, 0);

        assertThatThrownBy(() -> deployment.late(good, 0))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("gnocchi-check");
        deployment.fold();
        deployment.repair().judge(key, SetAside.Verdict.DROP);
        assertThat(deployment.late(good, 5)).isZero();
    }

    @Test
    void manyMarksOfAMetricBecomeOne() {
        poison();
        for (int minute = 2; minute < 72; minute++) {
            deployment.post(bad, minute, minute);
            deployment.fold();
        }

        assertThat(deployment.manifest.setAside()).hasSizeLessThan(64);
        assertThat(deployment.manifest.setAside().stream().mapToLong(SetAside::bytes).sum())
                .isEqualTo(70 * 16);
    }

    @Test
    void unreadableSectionIsSetAsideWhereItIsAndTheOthersAreFolded() {
        deployment.post(good, 1, 10);
        deployment.post(elsewhere, 1, 50);
        var key = deployment.manifest.unfolded().getFirst().key();
        var whole = deployment.damageSection(key, 0);
        deployment.post(good, 2, 20);
        deployment.fold();
        deployment.cleanUp();

        assertThat(deployment.manifest.backlog().bundles()).isZero();
        assertThat(deployment.read(elsewhere)).containsExactly(50.0);
        assertThat(deployment.manifest.setAside())
                .singleElement()
                .returns(null, SetAside::metric)
                .returns(key, SetAside::key);
        assertThatThrownBy(() -> deployment.read(good)).isInstanceOf(DamagedException.class);
        assertThat(deployment.troubles()).hasSize(1);

        deployment.replace(key, whole);
        deployment.repair().judge(key, SetAside.Verdict.RETRY);
        deployment.post(good, 3, 30);
        deployment.fold();

        // What was unreadable counts as posted now: the window has moved past minute 1.
        assertThat(deployment.read(good)).containsExactly(20.0, 30.0);
        assertThat(deployment.manifest.setAside()).isEmpty();
        assertThat(deployment.troubles()).isEmpty();
    }

    @Test
    void droppedSectionIsForgotten() {
        deployment.post(good, 1, 10);
        var key = deployment.newestBatch();
        deployment.damageSection(key, 0);
        deployment.fold();
        deployment.post(good, 2, 20);

        deployment.repair().judge(key, SetAside.Verdict.DROP);
        assertThat(deployment.read(good)).containsExactly(20.0);
        deployment.fold();

        assertThat(deployment.read(good)).containsExactly(20.0);
        assertThat(deployment.troubles()).isEmpty();
    }

    @Test
    void sackWaitsForAMissingBatchUntilItIsGivenUp() {
        deployment.post(good, 1, 10);
        var key = deployment.newestBatch();
        deployment.store.delete(List.of(key));
        deployment.post(elsewhere, 1, 50);
        deployment.post(good, 2, 20);
        deployment.fold();

        assertThat(deployment.manifest.backlog().bundles()).isEqualTo(2);
        assertThat(deployment.read(elsewhere)).containsExactly(50.0);
        assertThatThrownBy(() -> deployment.read(good)).isInstanceOf(DamagedException.class);
        assertThat(deployment.troubles()).singleElement().isInstanceOf(Finding.Missing.class);

        assertThat(deployment.repair().dropDamaged(key).sacks()).isEqualTo(1);
        assertThat(deployment.read(good)).containsExactly(20.0);
        deployment.fold();

        assertThat(deployment.manifest.backlog().bundles()).isZero();
        assertThat(deployment.read(good)).containsExactly(20.0);
        assertThat(deployment.troubles()).isEmpty();
    }

    @Test
    void nothingIsMergedOverADamagedSegment() {
        deployment.post(bad, 1, 20);
        deployment.fold();
        var whole = deployment.damageRecord(part(), bad);
        deployment.post(good, 1, 10);
        deployment.fold();
        deployment.post(good, 2, 11);
        deployment.merge();
        deployment.post(good, 3, 12);
        deployment.merge();

        assertThat(deployment.parts(0)).hasSizeLessThan(4).hasSizeGreaterThan(1);
        assertThat(deployment.read(good)).containsExactly(10.0, 11.0, 12.0);
        assertThatThrownBy(() -> deployment.read(bad)).isInstanceOf(DamagedException.class);

        deployment.replace(part().key(), whole);
        assertThat(deployment.read(bad)).containsExactly(20.0);
    }

    @Test
    void batchOfANewerProgramIsNoDamageAndWaitsForOne() {
        deployment.post(good, 1, 10);
        var key = deployment.newestBatch();
        var whole = deployment.makeNewer(key, 0);

        assertThatThrownBy(deployment::fold)
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining(key + " is of version 100")
                .hasMessageContaining("upgraded");
        assertThatThrownBy(() -> deployment.read(good)).isInstanceOf(UnavailableException.class);

        deployment.replace(key, whole);
        deployment.fold();
        assertThat(deployment.manifest.setAside()).isEmpty();
        assertThat(deployment.read(good)).containsExactly(10.0);
    }

    @Test
    void windowThereIsNoRoomForIsSetAsideAndItsSackGoesOn() {
        deployment.postMany(bad, 1, 40);
        deployment.post(good, 1, 10);
        deployment.fold();
        deployment.post(bad, 2, 5);
        deployment.post(good, 2, 11);
        deployment.foldWithRoomFor(30);

        assertThat(deployment.manifest.backlog().bundles()).isZero();
        assertThat(deployment.read(good)).containsExactly(10.0, 11.0);
        assertThat(deployment.manifest.setAside())
                .singleElement()
                .returns(bad.id(), SetAside::metric)
                .extracting(SetAside::reason)
                .asString()
                .contains("40 raw points", "room is for 30");
        assertThatThrownBy(() -> deployment.read(bad)).isInstanceOf(DamagedException.class);

        deployment.repair().judge(bad.id().toString(), SetAside.Verdict.RETRY);
        deployment.fold();

        assertThat(deployment.read(bad)).containsExactly(40.0, 5.0);
        assertThat(deployment.troubles()).isEmpty();
    }

    @Test
    void stepReadsNoMoreBatchesThanThereIsRoomFor() {
        for (int minute = 1; minute <= 5; minute++) {
            deployment.postMany(good, minute, 20);
        }
        deployment.foldWithRoomFor(50);

        assertThat(deployment.parts(0)).extracting(SegmentPart::through).containsExactly(3L, 5L);
        assertThat(deployment.read(good)).containsExactly(20.0, 20.0, 20.0, 20.0, 20.0);
    }

    @Test
    void windowThereIsNoRoomForIsNotMerged() {
        for (int batch = 0; batch < 2; batch++) {
            deployment.postMany(bad, 1, 40);
            deployment.post(good, batch, 10);
            deployment.fold();
        }
        deployment.mergeWithRoomFor(30);
        assertThat(deployment.parts(0)).hasSize(2);

        deployment.merge();
        assertThat(deployment.parts(0)).hasSize(1);
        assertThat(deployment.read(bad)).containsExactly(40.0);
        assertThat(deployment.read(good)).containsExactly(10.0, 10.0);
    }

    @Test
    void behindADamagedDirectoryMeasuresAreSetAsideInTheirOrder() {
        deployment.post(good, 1, 10);
        deployment.post(bad, 1, 20);
        deployment.fold();
        var whole = deployment.damageDirectory(part());
        deployment.post(good, 2, 11);
        deployment.fold();
        deployment.post(good, 2, 12);
        deployment.fold();

        assertThat(deployment.manifest.backlog().bundles()).isZero();
        assertThatThrownBy(() -> deployment.read(good)).isInstanceOf(DamagedException.class);
        assertThat(deployment.manifest.setAside()).hasSize(2);

        deployment.replace(part().key(), whole);
        deployment.repair().judge(good.id().toString(), SetAside.Verdict.RETRY);
        deployment.fold();

        assertThat(deployment.read(good)).containsExactly(10.0, 12.0);
        assertThat(deployment.read(bad)).containsExactly(20.0);
        assertThat(deployment.troubles()).isEmpty();
    }

    @Test
    void doingWithoutADamagedRecordKeepsTheOthersOfItsSegment() {
        deployment.post(good, 1, 10);
        deployment.post(bad, 1, 20);
        deployment.fold();
        deployment.damageRecord(part(), bad);

        assertThat(deployment.repair().dropDamaged(part().key()))
                .isEqualTo(new Repair.Loss(1, 1, 1));

        assertThat(deployment.read(good)).containsExactly(10.0);
        assertThat(deployment.read(bad)).isEmpty();
        assertThat(deployment.troubles()).isEmpty();
    }

    @Test
    void theirErasuresAndTurnsToo() {
        deployment.post(good, 1, 10);
        deployment.post(good, 2, 11);
        deployment.fold();
        deployment.erase(good, 1, 2);
        var turned = deployment.turn(good, Deployment.COUNTED);
        deployment.post(turned, 3, 12);
        deployment.post(bad, 1, 20);
        deployment.fold();
        var answers = deployment.answers(turned);
        deployment.damageRecord(deployment.parts(0).getLast(), bad);

        assertThat(deployment.repair().dropDamaged(deployment.parts(0).getLast().key()))
                .isEqualTo(new Repair.Loss(1, 1, 1));

        assertThat(answers)
                .containsExactly("sum 2: 11.0", "sum 3: 12.0", "count 2: 1.0", "count 3: 1.0");
        assertThat(deployment.answers(turned)).isEqualTo(answers);
        assertThat(deployment.troubles()).isEmpty();
    }

    @Test
    void wholeObjectsAreNotDropped() {
        deployment.post(good, 1, 10);
        deployment.fold();
        var key = part().key();

        assertThatThrownBy(() -> deployment.repair().dropDamaged(key))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nothing of " + key + " is unreadable");
    }

    @Test
    void deletedMetricTakesItsMeasuresSetAsideAlong() {
        poison();
        deployment.post(bad, 2, 21);
        deployment.fold();
        deployment.index.deleteMetric(bad.id());

        deployment.cleanUp();
        deployment.post(good, 2, 11);
        deployment.fold();
        deployment.cleanUp();

        assertThat(deployment.manifest.setAside()).isEmpty();
        assertThat(deployment.index.deletedMetrics(10)).isEmpty();
        assertThat(deployment.troubles()).isEmpty();
    }

    /// Folds a point of each, and makes the next measures of the bad one impossible to fold.
    ///
    /// @return the segment as it was
    private byte[] poison() {
        deployment.post(good, 1, 10);
        deployment.post(bad, 1, 20);
        deployment.fold();
        return deployment.damageRecord(part(), bad);
    }

    private SegmentPart part() {
        return deployment.parts(0).getFirst();
    }
}
