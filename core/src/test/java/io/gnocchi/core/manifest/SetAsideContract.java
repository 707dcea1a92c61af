package io.gnocchi.core.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every [Manifest] promises of measures set aside.
abstract class SetAsideContract extends GarbageContract {
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
}
