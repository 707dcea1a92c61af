package io.gnocchi.core.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What every [Manifest] promises of leases and duties.
abstract class LeaseContract extends ManifestWords {
    @Test
    void soleWorkerTakesEverySack() {
        assertThat(leaseAll()).extracting(Lease::sack).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(manifest.workers(NOON)).containsExactly("w1");
        assertThat(manifest.owners(NOON)).hasSize(8).containsEntry(7, "w1");
    }

    @Test
    void ownersAreThoseWhoseLeaseIsNotOver() {
        leaseAll();
        manifest.lease("w2", NOON, TERM);
        manifest.lease("w1", NOON, TERM);
        manifest.lease("w2", NOON.plusSeconds(1), TERM);
        assertThat(manifest.owners(NOON).values()).containsOnly("w1", "w2");
        assertThat(manifest.owners(NOON.plus(TERM).plusMillis(500)).values())
                .hasSize(4)
                .containsOnly("w2");
        manifest.release("w2");
        assertThat(manifest.owners(NOON).values()).hasSize(4).containsOnly("w1");
    }

    @Test
    void renewalKeepsTheEpochAndTellsWhatIsConsumed() {
        append("b/1", 4);
        var taken = leaseAll().get(4);
        assertThat(commit(taken, 1, part(4, 1))).isTrue();
        var renewed = manifest.lease("w1", NOON.plusSeconds(30), TERM).get(4);
        assertThat(renewed).isEqualTo(new Lease(4, taken.epoch(), 1));
    }

    @Test
    void workersComeToHoldEqualShares() {
        leaseAll();
        assertThat(manifest.lease("w2", NOON, TERM)).isEmpty();
        assertThat(manifest.lease("w3", NOON, TERM)).isEmpty();
        assertThat(manifest.lease("w1", NOON, TERM)).hasSize(3);
        assertThat(manifest.lease("w2", NOON, TERM)).hasSize(3);
        assertThat(manifest.lease("w3", NOON, TERM)).hasSize(2);
        assertThat(manifest.workers(NOON)).containsExactly("w1", "w2", "w3");
    }

    @Test
    void sackThatChangesHandsGetsAHigherEpoch() {
        var before = leaseAll();
        manifest.lease("w2", NOON, TERM);
        manifest.lease("w1", NOON, TERM);
        var taken = manifest.lease("w2", NOON, TERM);
        assertThat(taken).hasSize(4);
        assertThat(taken)
                .allSatisfy(lease -> assertThat(lease.epoch()).isGreaterThan(epoch(before, lease)));
    }

    private static long epoch(List<Lease> leases, Lease like) {
        return leases.get(like.sack()).epoch();
    }

    @Test
    void leaseThatRanOutIsTakenOver() {
        var lost = leaseAll();
        var later = NOON.plus(TERM).plusMillis(1);
        var taken = manifest.lease("w2", later, TERM);
        assertThat(taken).hasSize(SACKS);
        assertThat(taken)
                .allSatisfy(lease -> assertThat(lease.epoch()).isGreaterThan(epoch(lost, lease)));
        assertThat(manifest.workers(later)).containsExactly("w2");
    }

    @Test
    void leaseLastsToTheEndOfItsTerm() {
        leaseAll();
        assertThat(manifest.workers(NOON.plus(TERM))).containsExactly("w1");
        assertThat(manifest.lease("w2", NOON.plus(TERM), TERM)).isEmpty();
    }

    @Test
    void workerThatIsLateButNotReplacedKeepsItsEpochs() {
        var before = leaseAll();
        assertThat(manifest.lease("w1", NOON.plus(TERM).plusSeconds(5), TERM)).isEqualTo(before);
    }

    @Test
    void releasedSacksAreFreeAtOnce() {
        var before = leaseAll();
        manifest.release("w1");
        assertThat(manifest.workers(NOON)).isEmpty();
        var taken = manifest.lease("w2", NOON, TERM);
        assertThat(taken).hasSize(SACKS);
        assertThat(taken)
                .allSatisfy(lease -> assertThat(lease.epoch()).isGreaterThan(epoch(before, lease)));
    }

    @Test
    void racingWorkersNeverShareASack() throws Exception {
        var workers = IntStream.range(0, 6).mapToObj(number -> "w" + number).toList();
        for (int round = 0; round < 3; round++) {
            runTogether(workers.stream().map(this::leasing).toList());
        }
        var held = runTogether(workers.stream().map(this::leasing).toList());
        var sacks = held.stream().flatMap(List::stream).map(Lease::sack).toList();
        assertThat(sacks).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(held).allSatisfy(share -> assertThat(share).hasSizeLessThanOrEqualTo(2));
    }

    private Callable<List<Lease>> leasing(String worker) {
        return () -> manifest.lease(worker, NOON, TERM);
    }

    @Test
    void dutyIsTakenByOneAndDoneOnceInAWhile() {
        assertThat(take("w1", NOON)).isEqualTo(NOON);
        assertThat(take("w2", NOON.plusSeconds(1))).isNull();
        manifest.dutyDone(Duty.GARBAGE, "w1", NOON.plusSeconds(5));
        assertThat(take("w2", NOON.plusSeconds(14))).isNull();
        assertThat(take("w2", NOON.plusSeconds(15))).isEqualTo(NOON);
    }

    @Test
    void dutiesDoNotTouchEachOther() {
        take("w1", NOON);
        assertThat(manifest.takeDuty(Duty.ORPHANS, "w2", NOON, TERM, PAUSE, LONGEST)).isNotNull();
    }

    @Test
    void dutyOfADeadWorkerIsTakenWhenItsTermIsOver() {
        take("w1", NOON);
        assertThat(take("w2", NOON.plus(TERM))).isNull();
        assertThat(take("w2", NOON.plus(TERM).plusMillis(1))).isNotNull();
        manifest.dutyDone(Duty.GARBAGE, "w1", NOON.plusSeconds(61));
        assertThat(take("w3", NOON.plusSeconds(61).plus(PAUSE))).isNull();
    }

    @Test
    void dutyOfAWorkerThatLeavesIsFreeAtOnce() {
        take("w1", NOON);
        manifest.release("w1");
        assertThat(take("w2", NOON.plusSeconds(1))).isNotNull();
    }

    @Test
    void workerMayTakeItsOwnDutyAgain() {
        take("w1", NOON);
        assertThat(take("w1", NOON.plusSeconds(1))).isNotNull();
    }

    @Test
    void dutyIsSteadyUntilItIsNotDoneForLong() {
        take("w1", NOON);
        manifest.dutyDone(Duty.GARBAGE, "w1", NOON);
        var edge = NOON.plus(LONGEST);
        assertThat(take("w1", edge)).isEqualTo(NOON);
        manifest.dutyDone(Duty.GARBAGE, "w1", edge);
        var late = edge.plus(LONGEST).plusMillis(1);
        assertThat(take("w2", late)).isEqualTo(late);
    }

    private @Nullable Instant take(String worker, Instant now) {
        return manifest.takeDuty(Duty.GARBAGE, worker, now, TERM, PAUSE, LONGEST);
    }
}
