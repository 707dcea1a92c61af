package io.gnocchi.core.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.model.Metric;
import io.gnocchi.core.segment.ObjectNames;
import io.gnocchi.core.store.StoredObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CheckTest {
    private static final int VERSION_PLACE = 4;

    private final Deployment deployment = new Deployment();
    private final Metric metric = deployment.metric(2);
    private final Metric other = deployment.metric(1);

    @BeforeEach
    void foldSomeAndLeaveSome() {
        deployment.post(metric, 1, 10);
        deployment.post(other, 1, 20);
        deployment.fold();
        deployment.post(metric, 2, 11);
    }

    @Test
    void cleanDeploymentHasNoTroubles() {
        assertThat(deployment.troubles()).isEmpty();
    }

    @Test
    void anyFlippedBitOfAnyNeededObjectIsFound() {
        anyFlippedBitIsFound();
    }

    @Test
    void soIsOneOfErasuresAndTurns() {
        deployment.erase(metric, 1, 2);
        var turned = deployment.turn(metric, Deployment.COUNTED);
        deployment.post(turned, 3, 12);
        deployment.fold();
        deployment.erase(turned, 3, 4);

        anyFlippedBitIsFound();
    }

    @Test
    void soIsOneOfImports() {
        deployment.load(metric, 4, 0, 1, 2);
        deployment.fold();
        deployment.erase(metric, 0, 1);
        deployment.load(metric, 5, 0);

        anyFlippedBitIsFound();
    }

    @Test
    void aVersionThatIsNotThatOfTheRestIsFound() {
        deployment.load(metric, 4, 0, 1, 2);
        deployment.fold();
        deployment.load(metric, 5, 0);
        deployment.post(other, 2, 1);
        forgetWhatIsNotNeeded();
        var batches = deployment.needed(ObjectNames.BATCHES);
        var segments = deployment.needed(ObjectNames.SEGMENTS);

        assertThat(versions(batches)).contains(3, 4);
        assertThat(versions(segments)).contains(4, 5);
        for (var object : Stream.of(batches, segments).flatMap(List::stream).toList()) {
            for (int version = 1; version <= 5; version++) {
                var whole = deployment.store.get(object.key());
                boolean itsOwn = whole[VERSION_PLACE] == version;
                var other = whole.clone();
                other[VERSION_PLACE] = (byte) version;
                deployment.replace(object.key(), other);
                assertThat(deployment.troubles().isEmpty())
                        .as("version %d in %s", version, object.key())
                        .isEqualTo(itsOwn);
                deployment.replace(object.key(), whole);
            }
        }
    }

    private void forgetWhatIsNotNeeded() {
        deployment.cleanUp();
        deployment.now = deployment.now.plus(Duration.ofMinutes(10));
        deployment.cleanUp();
    }

    private List<Integer> versions(List<StoredObject> objects) {
        return objects.stream()
                .map(object -> (int) deployment.store.get(object.key())[VERSION_PLACE])
                .toList();
    }

    private void anyFlippedBitIsFound() {
        forgetWhatIsNotNeeded();
        for (var prefix : List.of(ObjectNames.BATCHES, ObjectNames.SEGMENTS, ObjectNames.COMMITS)) {
            for (var object : deployment.needed(prefix)) {
                for (int at = 0; at < object.sizeBytes(); at++) {
                    // The two bytes after the version are free.
                    if (at != 6 && at != 7) {
                        var whole = deployment.damage(object.key(), at);
                        assertThat(deployment.troubles())
                                .as("byte %d of %s", at, object.key())
                                .isNotEmpty();
                        deployment.replace(object.key(), whole);
                    }
                }
            }
        }
        assertThat(deployment.troubles()).isEmpty();
    }

    @Test
    void missingSegmentIsFoundWithTheSacksThatNeedIt() {
        var key = deployment.parts(0).getFirst().key();
        deployment.store.delete(List.of(key));

        assertThat(deployment.troubles()).containsExactly(new Finding.Missing(key, "2 sacks"));
    }

    @Test
    void metricTheIndexForgotIsFound() {
        var stranger = new Deployment();
        var theirs = stranger.metric(2);
        stranger.post(theirs, 1, 1);
        stranger.fold();
        var findings = new java.util.ArrayList<Finding>();

        new Check(
                        stranger.manifest,
                        stranger.store,
                        new Deployment().index,
                        Progress.SILENT,
                        findings::add)
                .run();

        assertThat(findings)
                .filteredOn(Finding::isTrouble)
                .containsExactly(
                        new Finding.UnknownMetrics(
                                stranger.parts(0).getFirst().key(), 0, 1, new UUID(0, 2)));
    }

    @Test
    void orphansAreListedAndRemovedWhenOldEnough() {
        var orphan = deployment.names.next(ObjectNames.SEGMENTS);
        deployment.replace(orphan, new byte[30]);

        assertThat(deployment.check()).contains(new Finding.Orphan(orphan, 30));
        assertThat(deployment.troubles()).isEmpty();
        assertThat(deployment.repair().removeOrphans(Duration.ofHours(1))).isZero();
        deployment.now = deployment.now.plus(Duration.ofHours(2));
        assertThat(deployment.repair().removeOrphans(Duration.ofHours(1))).isEqualTo(1);
        assertThat(deployment.check()).doesNotContain(new Finding.Orphan(orphan, 30));
        assertThat(deployment.troubles()).isEmpty();
    }
}
