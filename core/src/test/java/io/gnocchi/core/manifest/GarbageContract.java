package io.gnocchi.core.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.core.model.UnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/// What every [Manifest] promises of objects nothing refers to.
abstract class GarbageContract extends LeaseContract {
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
}
