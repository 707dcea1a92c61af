package io.gnocchi.core.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.model.Metric;
import io.gnocchi.core.segment.ObjectNames;
import io.gnocchi.core.store.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The manifest of a metric that has had measures removed and its policy changed.
class ManifestRebuildTest {
    private static final List<String> ANSWERS =
            List.of(
                    "sum 1: 10.0",
                    "sum 3: 30.0",
                    "sum 4: 40.0",
                    "count 3: 1.0", // Open when its metric turned.
                    "count 4: 1.0");

    private final Deployment deployment = new Deployment();
    private final Metric before = deployment.metric(2);
    private Metric metric = before;

    @BeforeEach
    void eraseAndTurn() {
        deployment.post(before, 1, 10);
        deployment.post(before, 2, 20);
        deployment.post(before, 3, 30);
        deployment.fold();
        metric = deployment.turn(before, Deployment.COUNTED);
        deployment.erase(metric, 2, 3);
        deployment.post(metric, 4, 40);
    }

    @Test
    void whatWaitsToBeFoldedIsThere() {
        assertThat(deployment.answers(metric)).containsExactlyElementsOf(ANSWERS);

        deployment.manifest.restore(deployment.contents());

        assertThat(deployment.answers(metric)).containsExactlyElementsOf(ANSWERS);
        goesOn();
    }

    @Test
    void whatACommitHasMadeOfItIsThere() {
        deployment.fold();
        var view = deployment.manifest.view(0);

        deployment.manifest.restore(deployment.contents());

        assertThat(deployment.manifest.view(0)).isEqualTo(view);
        assertThat(deployment.answers(metric)).containsExactlyElementsOf(ANSWERS);
        goesOn();
    }

    @Test
    void whatACommitWouldHaveMadeOfItIsTheSame() {
        var waiting = deployment.contents();
        deployment.fold();
        deployment.manifest.restore(waiting); // The commit was told and not made.
        assertThat(deployment.manifest.backlog().bundles()).isEqualTo(2);

        deployment.manifest.restore(deployment.contents());

        assertThat(deployment.manifest.backlog().bundles()).isZero();
        assertThat(deployment.answers(metric)).containsExactlyElementsOf(ANSWERS);
        goesOn();
    }

    @Test
    void aFirstCommitThatWasToldAndNeverMadeIsForgotten() {
        var fresh = new Deployment();
        var folded = fresh.metric(2);
        fresh.post(folded, 1, 10);
        var waiting = fresh.contents();
        fresh.fold();
        fresh.store.delete(
                fresh.store.list(ObjectNames.SEGMENTS).stream().map(StoredObject::key).toList());

        fresh.manifest.restore(fresh.contents());

        assertThat(fresh.manifest.backlog().bundles()).isEqualTo(waiting.batches().size());
        fresh.fold();
        assertThat(fresh.answers(folded)).containsExactly("sum 1: 10.0");
    }

    @Test
    void aCommitThatWasToldAndNeverMadeIsForgottenWithTheMeasuresItSetAside() {
        var fresh = new Deployment();
        var bad = fresh.metric(2);
        fresh.post(bad, 1, 10);
        fresh.fold();
        var segment = fresh.parts(0).getFirst();
        var whole = fresh.damageRecord(segment, bad);
        fresh.post(bad, 2, 20);
        var waiting = fresh.contents();
        fresh.fold();
        assertThat(fresh.manifest.setAside()).hasSize(1);
        fresh.manifest.restore(waiting); // The commit was told and not made; so its objects go.
        fresh.store.delete(
                fresh.store.list(ObjectNames.SET_ASIDE).stream().map(StoredObject::key).toList());

        fresh.manifest.restore(fresh.contents());

        assertThat(fresh.manifest.setAside()).isEmpty();
        fresh.replace(segment.key(), whole);
        fresh.fold();
        assertThat(fresh.answers(bad)).containsExactly("sum 1: 10.0", "sum 2: 20.0");
    }

    @Test
    void batchesThatWereConsumedAndNotDeletedYetAreStillToBeDeleted() {
        deployment.fold();
        var batches =
                deployment.store.list(ObjectNames.BATCHES).stream().map(StoredObject::key).toList();
        assertThat(batches).isNotEmpty();

        deployment.manifest.restore(deployment.contents());

        assertThat(deployment.manifest.backlog().bundles()).isZero();
        deployment.cleanUp();
        assertThat(deployment.manifest.condemned(Instant.MAX, 100)).containsAll(batches);
        assertThat(deployment.answers(metric)).containsExactlyElementsOf(ANSWERS);
        goesOn();
    }

    /// As when a worker dies between its segment and the record of its commit, after a pause in
    /// which nobody wrote anything.
    @Test
    void measuresWaitThatNobodyToldBeforeALongPause() {
        var waiting = deployment.contents();
        deployment.now = deployment.now.plus(Duration.ofDays(2));
        deployment.fold();
        assertThat(deployment.parts(0)).isNotEmpty();
        var records = deployment.store.list(ObjectNames.COMMITS).stream().map(StoredObject::key);
        deployment.store.delete(List.of(records.max(Comparator.naturalOrder()).orElseThrow()));

        deployment.manifest.restore(deployment.contents());

        assertThat(deployment.manifest.backlog().bundles()).isEqualTo(2);
        assertThat(deployment.contents().batches()).isEqualTo(waiting.batches());
        assertThat(deployment.answers(metric)).containsExactlyElementsOf(ANSWERS);
        goesOn();
    }

    @Test
    void whatWasMergedSinceIsThere() {
        deployment.fold();
        deployment.merge();
        deployment.cleanUp();
        assertThat(deployment.parts(0)).hasSize(1);

        deployment.manifest.restore(deployment.contents());

        assertThat(deployment.answers(metric)).containsExactlyElementsOf(ANSWERS);
        goesOn();
    }

    private void goesOn() {
        deployment.post(metric, 5, 50);
        deployment.erase(metric, 1, 2);
        deployment.fold();
        deployment.merge();

        assertThat(deployment.answers(metric))
                .containsExactly(
                        "sum 3: 30.0",
                        "sum 4: 40.0",
                        "sum 5: 50.0",
                        "count 3: 1.0",
                        "count 4: 1.0",
                        "count 5: 1.0");
        assertThat(deployment.troubles()).isEmpty();
    }
}
