package io.gnocchi.core.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.model.Shard;
import io.gnocchi.core.model.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [Manifest] promises.
public abstract class ManifestContract {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration TERM = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofSeconds(100);
    private static final int SACKS = 8;
    private static final Layout LAYOUT = Layout.first(new Sacks(SACKS));

    private Manifest manifest;

    /// A new and empty manifest.
    protected abstract Manifest create(Sacks sacks) throws Exception;

    @BeforeEach
    void createManifest() throws Exception {
        manifest = create(new Sacks(SACKS));
    }

    @AfterEach
    void closeManifest() {
        manifest.close();
    }

    @Test
    void beginsEmpty() {
        assertThat(manifest.sacks()).isEqualTo(new Sacks(SACKS));
        assertThat(manifest.head()).isZero();
        assertThat(manifest.view(7)).isEqualTo(new SackView(LAYOUT, 7, 0, List.of(), List.of(), 0));
        assertThat(manifest.backlog()).isEqualTo(new Backlog(0, 0));
        assertThat(manifest.unfolded()).isEmpty();
        assertThat(manifest.workers(NOON)).isEmpty();
        assertThat(manifest.condemned(NOON, 10)).isEmpty();
    }

    @Test
    void ordinalsCountFromOne() {
        assertThat(append("b/1", 0).ordinal()).isEqualTo(1);
        assertThat(append("b/2", 0).ordinal()).isEqualTo(2);
        assertThat(manifest.head()).isEqualTo(2);
    }

    @Test
    void appendedBatchIsReadBackWhole() {
        var sections =
                List.of(
                        new BatchSection(0, 24, 1_000_000, 70_000, 80_000),
                        new BatchSection(3, 1_000_024, 1, 1, 1),
                        new BatchSection(7, 1_000_025, 5, 2, 9));
        var appended =
                manifest.append(new NewBatch("b/1", 3_000_000_000L, LAYOUT.sacks(), sections));
        assertThat(appended)
                .isEqualTo(new Batch(1, "b/1", 3_000_000_000L, LAYOUT.sacks(), sections));
        assertThat(manifest.unfolded()).containsExactly(appended);
        assertThat(manifest.view(3).batches()).containsExactly(appended);
    }

    @Test
    void batchesBetweenOrdinalsAreKnownUntilTheyAreCondemned() {
        append("b/1", 0);
        var second = append("b/2", 0);
        var third = append("b/3", 0);
        append("b/4", 0);
        var leases = leaseAll();
        assertThat(manifest.commit(new Commit(leases, 2, List.of(), List.of()))).isTrue();

        assertThat(manifest.batches(1, 3)).containsExactly(second, third);
        assertThat(manifest.batches(4, 9)).isEmpty();
        assertThat(manifest.batches(3, 3)).isEmpty();
        manifest.condemnUnused(NOON);
        assertThat(manifest.batches(1, 3)).containsExactly(third);
    }

    @Test
    void appendingAgainReturnsTheBatchAsItStands() {
        var first = append("b/1", 0);
        append("b/2", 0);
        assertThat(append("b/1", 0)).isEqualTo(first);
        assertThat(manifest.head()).isEqualTo(2);
    }

    @Test
    void ordinalsBecomeVisibleInOrderWithoutGaps() throws Exception {
        int writers = 8;
        int each = 25;
        int total = writers * each;
        var tasks = new ArrayList<Callable<List<Long>>>();
        for (int writer = 0; writer < writers; writer++) {
            int number = writer;
            tasks.add(() -> appendMany("b/" + number + "-", each));
        }
        for (int reader = 0; reader < 2; reader++) {
            tasks.add(() -> watch(total));
        }
        var seen = runTogether(tasks);
        var given = seen.subList(0, writers).stream().flatMap(List::stream).sorted().toList();
        assertThat(given).isEqualTo(upTo(total));
        assertThat(seen.get(writers)).isEqualTo(upTo(total));
        assertThat(manifest.head()).isEqualTo(total);
    }

    private List<Long> appendMany(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> append(prefix + number, number % SACKS).ordinal())
                .toList();
    }

    /// Reads until `total` batches are there; fails when one becomes visible before a smaller one.
    private List<Long> watch(int total) {
        var ordinals = List.<Long>of();
        while (ordinals.size() < total) {
            long head = manifest.head();
            ordinals = manifest.unfolded().stream().map(Batch::ordinal).toList();
            assertThat(ordinals).isEqualTo(upTo(ordinals.size()));
            assertThat(ordinals.size()).isGreaterThanOrEqualTo((int) head);
        }
        return ordinals;
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private static <T> List<T> runTogether(List<Callable<T>> tasks)
            throws InterruptedException, ExecutionException {
        try (var executor = Executors.newFixedThreadPool(tasks.size())) {
            var results = new ArrayList<T>();
            for (Future<T> future : executor.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        }
    }

    @Test
    void viewHoldsOnlyBatchesOfItsSackNotYetConsumed() {
        append("b/1", 1);
        append("b/2", 2);
        var third = append("b/3", 1, 2);
        var lease = leaseAll().get(1);
        assertThat(commit(lease, 1, part(1, "s/1", 1, 1))).isTrue();
        var view = manifest.view(1);
        assertThat(view.consumed()).isEqualTo(1);
        assertThat(view.parts()).containsExactly(part(1, "s/1", 1, 1));
        assertThat(view.batches()).containsExactly(third);
    }

    @Test
    void viewsComeInTheOrderAsked() {
        append("b/1", 5, 6);
        assertThat(manifest.views(List.of(6, 2, 5)))
                .extracting(SackView::sack)
                .containsExactly(6, 2, 5);
        assertThat(manifest.views(List.of())).isEmpty();
    }

    @Test
    void partsAreOrderedByThrough() {
        append("b/1", 0);
        append("b/2", 0);
        append("b/3", 0);
        var lease = leaseAll().getFirst();
        var late = part(0, "s/a", 3, 3);
        var early = part(0, "s/b", 1, 2);
        assertThat(commit(lease, 3, late, early)).isTrue();
        assertThat(manifest.view(0).parts()).containsExactly(early, late);
    }

    @Test
    void partKeepsAllItsNumbers() {
        append("b/1", 0);
        var lease = leaseAll().getFirst();
        var part =
                new SegmentPart(0, "s/1", 5_000_000_000L, 4_000_000_000L, 0, 1, -5, Long.MAX_VALUE);
        assertThat(commit(lease, 1, part)).isTrue();
        assertThat(manifest.view(0).parts()).containsExactly(part);
    }

    @Test
    void everyViewShowsAMeasureInABatchOrInAPart() throws Exception {
        int rounds = 40;
        var leases = leaseAll();
        Callable<Boolean> folder =
                () -> {
                    for (int round = 1; round <= rounds; round++) {
                        append("b/" + round, 0, 1);
                        var parts = List.of(part(0, round), part(1, round));
                        var both = List.of(leases.get(0), leases.get(1));
                        assertThat(manifest.commit(new Commit(both, round, parts, List.of())))
                                .isTrue();
                    }
                    return true;
                };
        Callable<Boolean> reader =
                () -> {
                    while (manifest.view(0).parts().size() < rounds) {
                        var views = manifest.views(List.of(0, 1));
                        assertThat(covered(views.get(0))).isEqualTo(covered(views.get(1)));
                        assertThat(covered(views.get(0))).isEqualTo(upTo(lastOf(views.get(0))));
                    }
                    return true;
                };
        assertThat(runTogether(List.of(folder, reader, reader))).containsOnly(true);
    }

    private static List<Long> covered(SackView view) {
        var ordinals = new ArrayList<Long>();
        view.parts().forEach(part -> ordinals.add(part.through()));
        view.batches().forEach(batch -> ordinals.add(batch.ordinal()));
        return ordinals;
    }

    private static long lastOf(SackView view) {
        return covered(view).stream().mapToLong(Long::longValue).max().orElse(0);
    }

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
    void commitUnderAnOldEpochChangesNothing() {
        append("b/1", 0, 1);
        var lost = leaseAll();
        manifest.release("w1");
        manifest.lease("w2", NOON, TERM);
        var before = manifest.views(List.of(0, 1));
        assertThat(commit(lost.getFirst(), 1, part(0, 1))).isFalse();
        assertThat(manifest.views(List.of(0, 1))).isEqualTo(before);
    }

    @Test
    void commitOfManySacksIsWholeOrNothing() {
        append("b/1", 0, 1);
        var leases = leaseAll();
        var stale = new Lease(1, leases.get(1).epoch() - 1, 0);
        var parts = List.of(part(0, 1), part(1, 1));
        var commit = new Commit(List.of(leases.getFirst(), stale), 1, parts, List.of());
        assertThat(manifest.commit(commit)).isFalse();
        assertThat(manifest.view(0).consumed()).isZero();
        assertThat(manifest.view(0).parts()).isEmpty();
        assertThat(manifest.view(1).parts()).isEmpty();
    }

    @Test
    void ofRacingCommitsOfOneLeaseOneWins() throws Exception {
        append("b/1", 0);
        var lease = leaseAll().getFirst();
        var old = part(0, 1);
        assertThat(commit(lease, 1, old)).isTrue();
        var tasks = new ArrayList<Callable<Boolean>>();
        for (int number = 0; number < 6; number++) {
            var merged = part(0, "s/merged-" + number, 1, 1);
            var commit =
                    new Commit(List.of(lease), Commit.UNCHANGED, List.of(merged), List.of(old));
            tasks.add(() -> manifest.commit(commit));
        }
        assertThat(Collections.frequency(runTogether(tasks), true)).isEqualTo(1);
        assertThat(manifest.view(0).parts()).hasSize(1);
    }

    @Test
    void compactionLeavesWhatIsConsumed() {
        append("b/1", 0);
        append("b/2", 0);
        var lease = leaseAll().getFirst();
        assertThat(commit(lease, 1, part(0, "s/1", 1, 1))).isTrue();
        assertThat(commit(lease, 2, part(0, "s/2", 2, 2))).isTrue();
        var merged = part(0, "s/3", 1, 2);
        var removed = List.of(part(0, "s/1", 1, 1), part(0, "s/2", 2, 2));
        var compaction = new Commit(List.of(lease), Commit.UNCHANGED, List.of(merged), removed);
        assertThat(manifest.commit(compaction)).isTrue();
        assertThat(manifest.view(0))
                .isEqualTo(new SackView(LAYOUT, 0, 2, List.of(merged), List.of(), 3));
    }

    @Test
    void commitThatRemovesAMissingPartChangesNothing() {
        append("b/1", 0);
        var lease = leaseAll().getFirst();
        var commit =
                new Commit(List.of(lease), 1, List.of(part(0, 1)), List.of(part(0, "s/x", 0, 0)));
        assertThat(manifest.commit(commit)).isFalse();
        assertThat(manifest.view(0).consumed()).isZero();
        assertThat(manifest.view(0).parts()).isEmpty();
    }

    @Test
    void commitThatIsRepeatedChangesNothing() {
        append("b/1", 0);
        var lease = leaseAll().getFirst();
        assertThat(commit(lease, 1, part(0, 1))).isTrue();
        assertThat(commit(lease, 1, part(0, 1))).isFalse();
        assertThat(manifest.view(0).parts()).containsExactly(part(0, 1));
    }

    @Test
    void commitOfWorkBegunBeforeAnotherCommitChangesNothing() {
        append("b/1", 0);
        append("b/2", 0);
        var lease = leaseAll().getFirst();
        var began = Map.of(0, manifest.view(0).generation());
        assertThat(manifest.commit(fold(lease, 1, began))).isTrue();
        assertThat(manifest.commit(fold(lease, 2, began))).isFalse();
        assertThat(manifest.view(0).consumed()).isEqualTo(1);
        assertThat(manifest.view(0).parts()).hasSize(1);
        var now = Map.of(0, manifest.view(0).generation(), 1, 77L);
        assertThat(manifest.commit(fold(lease, 2, now))).isTrue();
    }

    private static Commit fold(Lease lease, long through, Map<Integer, Long> began) {
        var parts = List.of(part(0, "s/" + through, through, through));
        return new Commit(
                List.of(lease), through, parts, List.of(), List.of(), List.of(), began, null);
    }

    @Test
    void commitWithoutPartsConsumes() {
        append("b/1", 0);
        var leases = leaseAll();
        assertThat(manifest.commit(new Commit(leases, 1, List.of(), List.of()))).isTrue();
        assertThat(manifest.unfolded()).isEmpty();
    }

    @Test
    void consumingBackwardsOrPastTheHeadStops() {
        append("b/1", 0);
        append("b/2", 0);
        var lease = leaseAll().getFirst();
        assertThat(commit(lease, 2)).isTrue();
        assertThatThrownBy(() -> commit(lease, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> commit(lease, 3)).isInstanceOf(IllegalStateException.class);
        assertThat(manifest.view(0).consumed()).isEqualTo(2);
    }

    @Test
    void partOfASackNotLeasedIsRefused() {
        var lease = leaseAll().getFirst();
        assertThatThrownBy(() -> commit(lease, 0, part(1, 0)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void backlogCountsWhatEachSackHasYetToFold() {
        manifest.append(
                new NewBatch(
                        "b/1",
                        100,
                        LAYOUT.sacks(),
                        List.of(
                                new BatchSection(0, 0, 50, 3, 5),
                                new BatchSection(1, 50, 50, 2, 4))));
        manifest.append(
                new NewBatch("b/2", 50, LAYOUT.sacks(), List.of(new BatchSection(0, 0, 50, 1, 1))));
        assertThat(manifest.backlog()).isEqualTo(new Backlog(10, 6));
        assertThat(commit(leaseAll().getFirst(), 1)).isTrue();
        assertThat(manifest.backlog()).isEqualTo(new Backlog(5, 3));
    }

    @Test
    void unfoldedBeginsAfterTheSlowestSack() {
        append("b/1", 0);
        var second = append("b/2", 0);
        var leases = leaseAll();
        manifest.commit(new Commit(leases, 1, List.of(), List.of()));
        assertThat(commit(leases.getFirst(), 2)).isTrue();
        assertThat(manifest.unfolded()).containsExactly(second);
    }

    @Test
    void batchFoldedByAllIsCondemned() {
        append("b/1", 0);
        append("b/2", 0);
        manifest.commit(new Commit(leaseAll(), 1, List.of(), List.of()));
        assertThat(manifest.condemnUnused(NOON)).isEqualTo(1);
        assertThat(manifest.condemnUnused(NOON)).isZero();
        assertThat(condemnedKeys()).containsExactly("b/1");
        assertThat(manifest.head()).isEqualTo(2);
    }

    @Test
    void segmentIsCondemnedWithItsLastPart() {
        append("b/1", 0, 1);
        var leases = leaseAll();
        var zero = part(0, "s/1", 1, 1);
        var one = part(1, "s/1", 1, 1);
        manifest.commit(new Commit(leases, 1, List.of(zero, one), List.of()));
        manifest.condemnUnused(NOON);
        manifest.commit(new Commit(leases, Commit.UNCHANGED, List.of(), List.of(zero)));
        assertThat(manifest.condemnUnused(NOON)).isZero();
        manifest.commit(new Commit(leases, Commit.UNCHANGED, List.of(), List.of(one)));
        assertThat(manifest.condemnUnused(NOON)).isEqualTo(1);
        assertThat(condemnedKeys()).containsExactly("b/1", "s/1");
    }

    @Test
    void onlyUnknownKeysAreCondemned() {
        append("b/1", 0);
        commit(leaseAll().getFirst(), 1, part(0, "s/1", 1, 1));
        assertThat(manifest.condemnUnknown(List.of("x/2", "b/1", "s/1", "x/1"), NOON))
                .containsExactlyInAnyOrder("x/1", "x/2");
        assertThat(manifest.condemnUnknown(List.of("x/2", "x/3"), NOON)).containsExactly("x/3");
        assertThat(manifest.condemnUnknown(List.of(), NOON)).isEmpty();
        assertThat(condemnedKeys()).containsExactly("x/1", "x/2", "x/3");
    }

    @Test
    void condemnedBatchCannotBeAppended() {
        manifest.condemnUnknown(List.of("b/1"), NOON);
        assertThatThrownBy(() -> append("b/1", 0)).isInstanceOf(UnavailableException.class);
        assertThat(manifest.head()).isZero();
        assertThat(append("b/2", 0).ordinal()).isEqualTo(1);
    }

    @Test
    void condemnedSegmentCannotBeCommitted() {
        append("b/1", 0);
        var lease = leaseAll().getFirst();
        manifest.condemnUnknown(List.of("s/1"), NOON);
        manifest.deleted(List.of("s/1"), NOON);
        assertThat(commit(lease, 1, part(0, "s/1", 1, 1))).isFalse();
        assertThat(manifest.view(0).consumed()).isZero();
        assertThat(manifest.view(0).parts()).isEmpty();
    }

    @Test
    void segmentWhosePartsAreGoneCannotBeCommittedAgain() {
        append("b/1", 0);
        var lease = leaseAll().getFirst();
        commit(lease, 1, part(0, 1));
        manifest.commit(
                new Commit(List.of(lease), Commit.UNCHANGED, List.of(), List.of(part(0, 1))));
        manifest.condemnUnused(NOON);
        assertThat(commit(lease, 1, part(0, 1))).isFalse();
    }

    @Test
    void objectIsEitherCommittedOrCondemned() throws Exception {
        var lease = leaseAll().getFirst();
        for (int round = 1; round <= 20; round++) {
            var batchKey = "b/" + round;
            var segmentKey = "s/" + round;
            long ordinal = round;
            var outcomes =
                    runTogether(
                            List.<Callable<Boolean>>of(
                                    () -> appends(batchKey),
                                    () -> commit(lease, -1, part(0, segmentKey, ordinal, ordinal)),
                                    () -> condemns(batchKey),
                                    () -> condemns(segmentKey)));
            assertThat(outcomes.get(0)).isNotEqualTo(outcomes.get(2));
            assertThat(outcomes.get(1)).isNotEqualTo(outcomes.get(3));
        }
    }

    private boolean appends(String key) {
        try {
            append(key, 0);
            return true;
        } catch (UnavailableException condemned) {
            return false;
        }
    }

    private boolean condemns(String key) {
        return !manifest.condemnUnknown(List.of(key), NOON).isEmpty();
    }

    @Test
    void condemnedKeysAreHandedOutOldestFirst() {
        manifest.condemnUnknown(List.of("x/3"), NOON);
        manifest.condemnUnknown(List.of("x/2", "x/1"), NOON.plusSeconds(1));
        manifest.condemnUnknown(List.of("x/0"), NOON.plusSeconds(2));
        assertThat(manifest.condemned(NOON.plusSeconds(2), 10))
                .containsExactly("x/3", "x/1", "x/2");
        assertThat(manifest.condemned(NOON.plusSeconds(2), 2)).containsExactly("x/3", "x/1");
        assertThat(manifest.condemned(NOON, 10)).isEmpty();
    }

    @Test
    void deletedKeyIsHandedOutNoMoreButRememberedForADay() {
        manifest.condemnUnknown(List.of("b/1", "b/2"), NOON);
        manifest.deleted(List.of("b/1"), NOON);
        assertThat(condemnedKeys()).containsExactly("b/2");
        manifest.deleted(List.of("b/2"), NOON.plus(Duration.ofDays(1)));
        assertThatThrownBy(() -> append("b/1", 0)).isInstanceOf(UnavailableException.class);
        manifest.deleted(List.of(), NOON.plus(Duration.ofDays(1)).plusSeconds(1));
        assertThat(append("b/1", 0).ordinal()).isEqualTo(1);
        assertThatThrownBy(() -> append("b/2", 0)).isInstanceOf(UnavailableException.class);
    }

    private List<String> condemnedKeys() {
        return manifest.condemned(NOON.plusSeconds(3600), 100);
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

    private Batch append(String key, int... sacks) {
        var sections = new ArrayList<BatchSection>();
        for (int sack : sacks) {
            sections.add(new BatchSection(sack, sack * 10, 10, 1, 1));
        }
        return manifest.append(new NewBatch(key, 100, LAYOUT.sacks(), sections));
    }

    private List<Lease> leaseAll() {
        return manifest.lease("w1", NOON, TERM);
    }

    private boolean commit(Lease lease, long consumed, SegmentPart... added) {
        return manifest.commit(new Commit(List.of(lease), consumed, List.of(added), List.of()));
    }

    private static SegmentPart part(int sack, long ordinal) {
        return part(sack, "s/" + ordinal, ordinal, ordinal);
    }

    private static SegmentPart part(int sack, String key, long from, long through) {
        return new SegmentPart(sack, key, 1000, 100, from, through, 0, 9);
    }

    @Test
    void namesOfBatchesComeInOrder() {
        append("b/2", 0);
        append("b/1", 1);

        assertThat(manifest.appended(0))
                .containsExactly(new BatchName(1, "b/2"), new BatchName(2, "b/1"));
        assertThat(manifest.appended(1)).containsExactly(new BatchName(2, "b/1"));
        assertThat(manifest.appended(2)).isEmpty();
    }

    @Test
    void measuresAreSetAsideWithTheCommitThatFoldsTheOthers() {
        append("b/1", 0, 1);
        var leases = leaseAll();
        var known = mark(0, new UUID(1, 2), "a/1");
        var unknown = mark(1, null, "b/1");

        assertThat(manifest.commit(settingAside(leases, 1, known, unknown))).isTrue();

        assertThat(manifest.setAside()).containsExactly(known, unknown);
        assertThat(manifest.view(0).setAside()).containsExactly(known);
        assertThat(manifest.view(0).setAside(new UUID(1, 9))).isEmpty();
        assertThat(manifest.view(1).setAside(new UUID(1, 9))).containsExactly(unknown);
        assertThat(manifest.view(2).setAside()).isEmpty();
    }

    @Test
    void nothingIsSetAsideByACommitThatLost() {
        append("b/1", 0);
        var stale = new Lease(0, leaseAll().getFirst().epoch() - 1, 0);

        assertThat(manifest.commit(settingAside(List.of(stale), 1, mark(0, null, "b/1"))))
                .isFalse();

        assertThat(manifest.setAside()).isEmpty();
        assertThat(manifest.view(0).generation()).isZero();
    }

    @Test
    void operatorJudgesAndTheNextCommitSettles() {
        append("b/1", 0);
        var lease = leaseAll().getFirst();
        var metric = new UUID(1, 2);
        var mark = mark(0, metric, "a/1");
        manifest.commit(settingAside(List.of(lease), 1, mark));

        assertThat(manifest.judge(List.of(mark), SetAside.Verdict.DROP)).isEqualTo(1);
        assertThat(manifest.view(0).setAside()).containsExactly(mark.with(SetAside.Verdict.DROP));
        assertThat(manifest.view(0).setAside(metric)).isEmpty();

        var settling =
                new Commit(
                        List.of(lease),
                        1,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(mark),
                        Map.of(),
                        null);
        assertThat(manifest.commit(settling)).isTrue();
        assertThat(manifest.setAside()).isEmpty();
        assertThat(manifest.view(0).setAside()).isEmpty();
        assertThat(manifest.judge(List.of(mark), SetAside.Verdict.RETRY)).isZero();
    }

    @Test
    void aMarkSettledAndPutAgainIsThere() {
        append("b/1", 0);
        var lease = leaseAll().getFirst();
        var mark = mark(0, new UUID(1, 2), "a/1");
        manifest.commit(settingAside(List.of(lease), 1, mark.with(SetAside.Verdict.RETRY)));

        var again =
                new Commit(
                        List.of(lease),
                        1,
                        List.of(),
                        List.of(),
                        List.of(mark),
                        List.of(mark),
                        Map.of(),
                        null);
        assertThat(manifest.commit(again)).isTrue();

        assertThat(manifest.setAside()).containsExactly(mark);
        assertThat(manifest.view(0).setAside()).containsExactly(mark);
    }

    @Test
    void whatKeepsMeasuresSetAsideIsNotCondemned() {
        append("b/1", 0);
        append("b/2", 0);
        var leases = leaseAll();
        manifest.commit(settingAside(leases, 2, mark(0, null, "b/1")));

        assertThat(manifest.condemnUnused(NOON)).isEqualTo(1);

        assertThat(manifest.condemned(NOON.plusSeconds(1), 10)).containsExactly("b/2");
        assertThat(manifest.condemnUnknown(List.of("b/1", "b/3"), NOON)).containsExactly("b/3");
        assertThat(manifest.unfolded()).isEmpty();
    }

    @Test
    void everyCommitMakesItsSacksOneGenerationOlder() {
        append("b/1", 0);
        var leases = leaseAll();

        manifest.commit(new Commit(leases, 1, List.of(), List.of()));
        manifest.commit(new Commit(leases.subList(0, 1), Commit.UNCHANGED, List.of(), List.of()));

        assertThat(manifest.view(0).generation()).isEqualTo(2);
        assertThat(manifest.view(1).generation()).isEqualTo(1);
    }

    @Test
    void recordOfTheLastCommitIsKnown() {
        append("b/1", 0);
        var leases = leaseAll();
        var commit = new Commit(leases, 1, List.of(), List.of());

        manifest.commit(commit.toldBy("c/1"));
        manifest.commit(commit.toldBy("c/2"));

        assertThat(manifest.condemnUnknown(List.of("c/1", "c/2"), NOON)).containsExactly("c/1");
        assertThat(manifest.fates(List.of("c/1", "c/2", "c/3", "b/1")))
                .isEqualTo(
                        Map.of(
                                "c/1", Manifest.Fate.CONDEMNED,
                                "c/2", Manifest.Fate.KNOWN,
                                "b/1", Manifest.Fate.KNOWN));
        assertThat(manifest.commit(commit.toldBy("c/1"))).isFalse();
    }

    @Test
    void restoringReplacesEverything() {
        append("b/1", 0);
        append("b/2", 0);
        var leases = leaseAll();
        manifest.commit(new Commit(leases, 1, List.of(part(0, 1)), List.of()).toldBy("c/1"));
        var batch =
                new Batch(7, "b/7", 70, LAYOUT.sacks(), List.of(new BatchSection(2, 8, 20, 1, 1)));
        var part = part(2, 5);
        var mark = mark(2, new UUID(1, 2), "a/1");
        var states = new ArrayList<Contents.State>();
        for (int sack = 0; sack < SACKS; sack++) {
            states.add(
                    sack == 2
                            ? new Contents.State(2, 90, 5, 12, "c/9", List.of(part), List.of(mark))
                            : new Contents.State(sack, 90, 7, 3, null, List.of(), List.of()));
        }

        manifest.restore(new Contents(7, LAYOUT, List.of(batch), states));

        assertThat(manifest.head()).isEqualTo(7);
        assertThat(manifest.view(0)).isEqualTo(new SackView(LAYOUT, 0, 7, List.of(), List.of(), 3));
        assertThat(manifest.view(2))
                .isEqualTo(
                        new SackView(
                                LAYOUT,
                                2,
                                5,
                                List.of(part),
                                List.of(),
                                List.of(batch),
                                12,
                                List.of(mark)));
        assertThat(manifest.commit(new Commit(leases, 7, List.of(), List.of()))).isFalse();
        assertThat(leaseAll()).contains(new Lease(2, 91, 5));
        assertThat(append("b/8", 2).ordinal()).isEqualTo(8);
        assertThat(manifest.condemnUnknown(List.of("b/1", "b/7", "c/1", "c/9", "a/1"), NOON))
                .containsExactly("b/1", "c/1");
    }

    private static SetAside mark(int sack, @Nullable UUID metric, String key) {
        var shard = metric == null ? new Shard(LAYOUT.sacks(), sack) : null;
        return new SetAside(sack, metric, shard, key, 1, 16, NOON, "absurd", SetAside.Verdict.NONE);
    }

    private static Commit settingAside(List<Lease> leases, long consumed, SetAside... marks) {
        return new Commit(
                leases, consumed, List.of(), List.of(), List.of(marks), List.of(), Map.of(), null);
    }
}
