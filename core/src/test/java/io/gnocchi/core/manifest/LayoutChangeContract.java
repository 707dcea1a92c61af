package io.gnocchi.core.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.model.Shard;
import io.gnocchi.core.model.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [Manifest] promises of a change of the number of sacks: here from 4 to 6, where a
/// metric of old sack n comes to be in a new one that is n modulo 2.
public abstract class LayoutChangeContract {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration TERM = Duration.ofSeconds(60);
    private static final Sacks FOUR = new Sacks(4);
    private static final Sacks SIX = new Sacks(6);

    private Manifest manifest;

    /// A new and empty manifest.
    protected abstract Manifest create(Sacks sacks) throws Exception;

    @BeforeEach
    void createManifest() throws Exception {
        manifest = create(FOUR);
    }

    @AfterEach
    void closeManifest() {
        manifest.close();
    }

    @Test
    void beginsWithTheFirstLayout() {
        assertThat(manifest.layout()).isEqualTo(Layout.first(FOUR));
        assertThat(manifest.views()).extracting(SackView::sack).containsExactly(0, 1, 2, 3);
    }

    @Test
    void heirsSeeWhatTheOldSacksHeld() {
        append("b/1", FOUR, 0, 1, 2);
        assertThat(manifest.commit(new Commit(leaseAll(), 1, parts("s/1", 0, 1, 2), List.of())))
                .isTrue();

        change(SIX, "c/1");

        assertThat(manifest.sacks()).isEqualTo(SIX);
        assertThat(manifest.views()).hasSize(6);
        assertThat(manifest.view(4).parts()).isEmpty();
        assertThat(manifest.view(4).inherited()).containsExactlyElementsOf(parts("s/1", 0, 2));
        assertThat(manifest.view(5).inherited()).containsExactlyElementsOf(parts("s/1", 1));
        assertThat(manifest.view(4).consumed()).isEqualTo(1);
        assertThat(manifest.fates(List.of("s/1", "c/1")))
                .containsOnly(
                        Map.entry("s/1", Manifest.Fate.KNOWN),
                        Map.entry("c/1", Manifest.Fate.KNOWN));
    }

    @Test
    void theLayoutTellsWhatIsLeftOfTheOneBefore() {
        append("b/1", FOUR, 0, 1);
        append("b/2", FOUR, 0, 1);
        var leases = leaseAll();
        manifest.commit(new Commit(leases.subList(1, 2), 2, List.of(), List.of()));

        change(SIX, "c/1");

        var former = new Layout.Former(FOUR, List.of(0L, 2L, 0L, 0L));
        assertThat(manifest.layout()).isEqualTo(new Layout(SIX, 1, "c/1", 2, former));
    }

    @Test
    void batchesThatWaitAreReadByTheHeirsButWhatWasFoldedIsNot() {
        var first = append("b/1", FOUR, 0, 1);
        var second = append("b/2", FOUR, 1, 2);
        var leases = leaseAll();
        manifest.commit(new Commit(leases.subList(1, 2), 1, List.of(), List.of()));

        change(SIX, "c/1");

        var even = manifest.view(4);
        assertThat(even.consumed()).isZero();
        assertThat(even.batches()).containsExactly(first, second);
        assertThat(even.sections(first)).extracting(BatchSection::sack).containsExactly(0);
        assertThat(even.sections(second)).extracting(BatchSection::sack).containsExactly(2);
        var odd = manifest.view(1);
        assertThat(odd.consumed()).isZero(); // As little as old sack 3.
        assertThat(odd.batches()).containsExactly(second);
        var folded = new UUID(0, 1); // Old sack 1, new sack 1.
        assertThat(odd.awaits(first, folded)).isFalse();
        assertThat(odd.awaits(second, folded)).isTrue();
        assertThat(odd.awaits(second, new UUID(0, 5))).isFalse(); // New sack 5.
        assertThat(manifest.backlog()).isEqualTo(new Backlog(3, 3));
    }

    @Test
    void batchesOfWritersWhoDoNotKnowYetAreAppendedAndRead() {
        change(SIX, "c/1");

        var late = append("b/1", FOUR, 3);
        var timely = append("b/2", SIX, 3);

        assertThat(late.sacks()).isEqualTo(FOUR);
        assertThat(manifest.view(5).batches()).containsExactly(late);
        assertThat(manifest.view(3).batches()).containsExactly(late, timely);
        assertThat(manifest.view(2).batches()).isEmpty();
        assertThat(manifest.backlog()).isEqualTo(new Backlog(2, 2));
    }

    @Test
    void viewsOfMetricsAreThoseOfTheirSacksNow() {
        var seven = new UUID(0, 7);
        assertThat(manifest.viewsOf(List.of(seven))).extracting(SackView::sack).containsExactly(3);
        change(SIX, "c/1");
        assertThat(manifest.viewsOf(List.of(seven))).extracting(SackView::sack).containsExactly(1);
        assertThat(manifest.viewsOf(List.of())).isEmpty();
    }

    @Test
    void sackThatIsGoneCannotBeSeen() {
        change(new Sacks(2), "c/1");
        assertThatThrownBy(() -> manifest.view(3)).isInstanceOf(UnavailableException.class);
        assertThatThrownBy(() -> manifest.views(List.of(0, 3)))
                .isInstanceOf(UnavailableException.class);
    }

    @Test
    void workBegunBeforeChangesNothing() {
        append("b/1", FOUR, 0, 1, 2, 3);
        var leases = leaseAll();
        change(SIX, "c/1");

        assertThat(manifest.commit(new Commit(leases, 1, List.of(), List.of()))).isFalse();
        assertThat(manifest.view(0).consumed()).isZero();
    }

    @Test
    void generationsLeap() {
        append("b/1", FOUR, 0);
        var seen = manifest.view(0).generation();
        manifest.commit(new Commit(leaseAll(), 1, List.of(), List.of()));
        change(SIX, "c/1");
        var lease = leaseAll().getFirst();

        assertThat(manifest.view(5).generation()).isEqualTo(2);
        assertThat(
                        manifest.commit(
                                new Commit(
                                        List.of(lease),
                                        1,
                                        List.of(),
                                        List.of(),
                                        List.of(),
                                        List.of(),
                                        Map.of(0, seen),
                                        null)))
                .isFalse();
    }

    @Test
    void seizingTakesTheSacksFromWorkersForAWhile() {
        append("b/1", FOUR, 0);
        var leases = leaseAll();
        var seized = manifest.seize("operator", NOON, TERM);

        assertThat(seized).hasSize(4);
        assertThat(manifest.commit(new Commit(leases, 1, List.of(), List.of()))).isFalse();
        assertThat(manifest.lease("w", NOON, TERM)).isEmpty();
        assertThat(manifest.lease("w", NOON.plusSeconds(61), TERM)).hasSize(4);
    }

    @Test
    void workersShareTheNewSacks() {
        leaseAll();
        change(SIX, "c/1");
        assertThat(manifest.owners(NOON)).isEmpty();
        assertThat(leaseAll()).extracting(Lease::sack).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void changeUnderOldLeasesChangesNothing() {
        var stale = prepared(SIX, "c/1");
        manifest.seize("another", NOON, TERM);

        assertThat(manifest.change(stale)).isFalse();
        assertThat(manifest.layout()).isEqualTo(Layout.first(FOUR));
    }

    @Test
    void changeOfAStateThatIsNoMoreChangesNothing() {
        append("b/1", FOUR, 0);
        var leases = manifest.seize("operator", NOON, TERM);
        var views = manifest.views();
        var change = LayoutChange.of(leases, views, SIX, manifest.head(), "c/1");
        manifest.commit(new Commit(leases.subList(0, 1), 1, List.of(), List.of()));

        assertThat(manifest.change(change)).isFalse();
        assertThat(manifest.sacks()).isEqualTo(FOUR);
    }

    @Test
    void changeThatIsRepeatedChangesNothing() {
        var change = prepared(SIX, "c/1");
        assertThat(manifest.change(change)).isTrue();
        var after = manifest.views();

        assertThat(manifest.change(change)).isFalse();
        assertThat(manifest.views()).isEqualTo(after);
    }

    @Test
    void changeWhoseRecordIsCondemnedChangesNothing() {
        manifest.condemnUnknown(List.of("c/1"), NOON);
        assertThat(manifest.change(prepared(SIX, "c/1"))).isFalse();
    }

    @Test
    void ofRacingChangesOneWins() throws Exception {
        var tasks = new ArrayList<Callable<Boolean>>();
        for (int racer = 0; racer < 4; racer++) {
            var record = "c/" + racer;
            var sacks = new Sacks(6 + racer);
            tasks.add(() -> race(sacks, record));
        }
        try (var executor = Executors.newFixedThreadPool(tasks.size())) {
            int won = 0;
            for (var result : executor.invokeAll(tasks)) {
                won += result.get() ? 1 : 0;
            }
            assertThat(won).isLessThanOrEqualTo(1);
            assertThat(manifest.layout().number()).isEqualTo(won);
            assertThat(manifest.views()).hasSize(manifest.layout().sacks().count());
        }
    }

    @Test
    void whatIsInheritedIsTakenOverBySackAndSegment() {
        append("b/1", FOUR, 0, 2);
        manifest.commit(new Commit(leaseAll(), 1, parts("s/1", 0, 2), List.of()));
        change(SIX, "c/1");
        var lease = leaseAll().get(4);

        assertThat(manifest.commit(takeover(lease, "s/1", part(4, "s/2")))).isTrue();

        assertThat(manifest.view(4).parts()).containsExactly(part(4, "s/2"));
        assertThat(manifest.view(4).inherited()).isEmpty();
        assertThat(manifest.view(2).inherited()).hasSize(2);
        assertThat(manifest.commit(takeover(lease, "s/1", part(4, "s/3")))).isFalse();
        assertThat(manifest.commit(takeover(leaseAll().get(1), "s/1", part(1, "s/3")))).isFalse();
    }

    @Test
    void theFormerLayoutIsForgottenWhenAllIsTakenOverAndFolded() {
        append("b/1", FOUR, 0);
        append("b/2", FOUR, 0);
        manifest.commit(new Commit(leaseAll(), 1, parts("s/1", 0), List.of()));
        change(SIX, "c/1");
        var leases = leaseAll();
        manifest.commit(takeover(leases.get(0), "s/1", part(0, "s/2")));
        manifest.commit(takeover(leases.get(2), "s/1"));
        manifest.condemnUnused(NOON);
        assertThat(manifest.condemned(NOON.plusSeconds(1), 9)).containsExactly("b/1");
        assertThat(manifest.view(4).inherited()).hasSize(1);

        manifest.commit(takeover(leases.get(4), "s/1"));
        manifest.condemnUnused(NOON);
        assertThat(manifest.condemned(NOON.plusSeconds(1), 9)).contains("s/1");
        assertThat(manifest.layout().former()).isNotNull();
        assertThat(manifest.change(prepared(FOUR, "c/2"))).isFalse();
        manifest.release("operator");

        manifest.commit(new Commit(leaseAll(), 2, List.of(), List.of()));
        manifest.condemnUnused(NOON);
        assertThat(manifest.layout()).isEqualTo(new Layout(SIX, 1, "c/1", 2, null));
        change(FOUR, "c/2");
        assertThat(manifest.layout().number()).isEqualTo(2);
        assertThat(manifest.view(0).inherited()).containsExactly(part(0, "s/2"));
    }

    @Test
    void marksGoWithTheirMetricsOrToAllWhoMayHaveGotThem() {
        append("b/1", FOUR, 1);
        var metric = new UUID(0, 5);
        var known = SetAside.of(1, metric, "a/1", 1, 16, NOON, "absurd");
        var unknown =
                new SetAside(
                        1,
                        null,
                        new Shard(FOUR, 1),
                        "b/1",
                        1,
                        16,
                        NOON,
                        "absurd",
                        SetAside.Verdict.NONE);
        var marks = List.of(known, unknown);
        var commit =
                new Commit(leaseAll(), 1, List.of(), List.of(), marks, List.of(), Map.of(), null);
        assertThat(manifest.commit(commit)).isTrue();

        change(SIX, "c/1");

        assertThat(manifest.setAside()).hasSize(4);
        assertThat(manifest.view(5).setAside())
                .containsExactlyInAnyOrder(known.in(5), unknown.in(5));
        assertThat(manifest.view(1).setAside()).containsExactly(unknown.in(1));
        assertThat(manifest.view(0).setAside()).isEmpty();
        assertThat(manifest.view(3).setAside(new UUID(0, 9))).hasSize(1);
        assertThat(manifest.view(3).setAside(new UUID(0, 3))).isEmpty();
    }

    @Test
    void restoringReplacesTheLayoutToo() {
        append("b/1", FOUR, 0);
        var layout =
                new Layout(
                        new Sacks(2),
                        7,
                        "c/7",
                        3,
                        new Layout.Former(FOUR, List.of(3L, 2L, 3L, 3L)));
        var states =
                IntStream.range(0, 2)
                        .mapToObj(sack ->
                                new Contents.State(
                                        sack,
                                        50,
                                        2,
                                        9,
                                        "c/7",
                                        List.of(),
                                        sack == 0 ? parts("s/1", 0, 2) : List.of(),
                                        List.of()))
                        .toList();

        manifest.restore(new Contents(3, layout, List.of(), states));

        assertThat(manifest.layout()).isEqualTo(layout);
        assertThat(manifest.sacks()).isEqualTo(new Sacks(2));
        assertThat(manifest.view(0).inherited()).containsExactlyElementsOf(parts("s/1", 0, 2));
        assertThat(manifest.view(1).inherited()).isEmpty();
        assertThat(leaseAll()).hasSize(2);
    }

    private Batch append(String key, Sacks among, int... sacks) {
        var sections = new ArrayList<BatchSection>();
        for (int sack : sacks) {
            sections.add(new BatchSection(sack, sack * 10, 10, 1, 1));
        }
        return manifest.append(new NewBatch(key, 100, among, sections));
    }

    private List<Lease> leaseAll() {
        return manifest.lease("w", NOON, TERM);
    }

    /// As [io.gnocchi.core.repair.SackChange] does: what it is prepared from may change meanwhile.
    private boolean race(Sacks sacks, String record) {
        var leases = manifest.seize("operator", NOON, TERM);
        var views = manifest.views();
        return leases.size() == views.size()
                && manifest.change(LayoutChange.of(leases, views, sacks, manifest.head(), record));
    }

    private LayoutChange prepared(Sacks sacks, String record) {
        var leases = manifest.seize("operator", NOON, TERM);
        return LayoutChange.of(leases, manifest.views(), sacks, manifest.head(), record);
    }

    private void change(Sacks sacks, String record) {
        assertThat(manifest.change(prepared(sacks, record))).isTrue();
    }

    private static Commit takeover(Lease lease, String key, SegmentPart... added) {
        return new Commit(
                List.of(lease),
                Commit.UNCHANGED,
                List.of(added),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                null,
                List.of(new Inherited(lease.sack(), key)));
    }

    private static List<SegmentPart> parts(String key, int... sacks) {
        return IntStream.of(sacks).mapToObj(sack -> part(sack, key)).toList();
    }

    private static SegmentPart part(int sack, String key) {
        return new SegmentPart(sack, key, 1000, 100, 1, 1, 0, 9);
    }
}
