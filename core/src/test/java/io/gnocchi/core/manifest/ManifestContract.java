package io.gnocchi.core.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.core.model.Sacks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What every [Manifest] promises.
public abstract class ManifestContract extends SetAsideContract {
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

    /// What was read once must not be answered when it no longer holds.
    @Test
    void viewsOfMetricsFollowEveryChange() {
        var random = new SplittableRandom(11);
        var leases = leaseAll();
        var metrics = IntStream.range(0, 40).mapToObj(i -> new UUID(7, i)).toList();
        var open = new ArrayList<SegmentPart>();
        for (int step = 0; step < 120; step++) {
            int sack = random.nextInt(SACKS);
            switch (random.nextInt(4)) {
                case 0 -> append("b/" + step, sack, random.nextInt(SACKS));
                case 1 -> {
                    long head = manifest.head();
                    long consumed = manifest.view(sack).consumed();
                    if (consumed < head) {
                        var part = part(sack, "s/" + step, consumed + 1, head);
                        assertThat(commit(leases.get(sack), head, part)).isTrue();
                        open.add(part);
                    }
                }
                case 2 -> {
                    if (!open.isEmpty()) {
                        var old = open.remove(random.nextInt(open.size()));
                        var merged =
                                List.of(part(old.sack(), "m/" + step, old.from(), old.through()));
                        open.addAll(merged);
                        var lease = List.of(leases.get(old.sack()));
                        var merge = new Commit(lease, Commit.UNCHANGED, merged, List.of(old));
                        assertThat(manifest.commit(merge)).isTrue();
                    }
                }
                default -> {}
            }
            int some = random.nextInt(metrics.size());
            var asked =
                    metrics.subList(some, Math.min(metrics.size(), some + random.nextInt(3) + 1));
            var sacks = asked.stream().map(manifest.sacks()::of).distinct().sorted().toList();
            assertThat(manifest.viewsOf(asked))
                    .as("step %d", step)
                    .isEqualTo(manifest.views(sacks));
        }
        assertThat(open).isNotEmpty();
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
    void namesOfBatchesComeInOrder() {
        append("b/2", 0);
        append("b/1", 1);

        assertThat(manifest.appended(0))
                .containsExactly(new BatchName(1, "b/2"), new BatchName(2, "b/1"));
        assertThat(manifest.appended(1)).containsExactly(new BatchName(2, "b/1"));
        assertThat(manifest.appended(2)).isEmpty();
    }

    @Test
    void namesOfManyBatchesComeInOrder() {
        var names = IntStream.rangeClosed(1, 250).mapToObj(i -> append("b/" + i, 0)).toList();

        assertThat(manifest.appended(0))
                .containsExactlyElementsOf(
                        names.stream()
                                .map(each -> new BatchName(each.ordinal(), each.key()))
                                .toList());
        assertThat(manifest.appended(49)).hasSize(201);
        assertThat(manifest.appended(150)).hasSize(100);
        assertThat(manifest.appended(151)).hasSize(99);
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
}
