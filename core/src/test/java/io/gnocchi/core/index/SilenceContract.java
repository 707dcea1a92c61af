package io.gnocchi.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.model.Attribute;
import io.gnocchi.core.model.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What an [Index] promises of resources whose metrics are silent. Everything is created at noon.
public abstract class SilenceContract extends IndexWords {
    private static final Instant ONE = NOON.plus(Duration.ofHours(1));
    private static final Instant TWO = NOON.plus(Duration.ofHours(2));
    private static final Instant SHORTLY_AFTER = NOON.plusSeconds(1);

    @BeforeEach
    void createPolicyAndType() {
        createPolicy("p");
        createType("instance", Map.of("host", new Attribute.Text(true, 0, 255)));
    }

    private Resource instanceWith(String... metrics) {
        var resource = createTyped("instance", nextId(), Map.of("host", "a"));
        for (var name : metrics) {
            createMetric(name, resource);
        }
        return index.resource("instance", resource.id());
    }

    private Instant endOf(Resource resource) {
        var end = index.resource("generic", resource.id()).endedAt();
        return end == null ? Instant.MAX : end;
    }

    @Test
    void resourceEndsWhenAllItsMetricsAreSilent() {
        var silent = instanceWith("cpu", "disk");
        var speaking = instanceWith("cpu", "disk");
        index.heard(List.of(metricOf(speaking, "disk")), ONE);

        assertThat(index.endSilentResources(SHORTLY_AFTER, TWO, 100)).isEqualTo(1);

        assertThat(endOf(silent)).isEqualTo(TWO);
        assertThat(endOf(speaking)).isEqualTo(Instant.MAX);
    }

    @Test
    void endingIsARevisionWithEverythingTheResourceHad() {
        var silent = instanceWith("cpu");
        index.endSilentResources(SHORTLY_AFTER, TWO, 100);

        var revisions = revisionsOf("instance", silent.id());
        assertThat(revisions).hasSize(2);
        assertThat(revisions.getFirst().endedAt()).isEqualTo(TWO);
        assertThat(revisions.getFirst().revisionStart()).isEqualTo(TWO);
        assertThat(revisions.getFirst().attributes()).containsEntry("host", "a");
        assertThat(revisions.getLast().endedAt()).isNull();
        assertThat(revisions.getLast().revisionEnd()).isEqualTo(TWO);
        assertThat(revisions.getLast().attributes()).containsEntry("host", "a");
        assertThat(revisions.getFirst().metrics()).isEqualTo(silent.metrics());
    }

    @Test
    void endingAgainChangesNothing() {
        var silent = instanceWith("cpu");
        index.endSilentResources(SHORTLY_AFTER, TWO, 100);
        assertThat(index.endSilentResources(TWO, TWO.plusSeconds(9), 100)).isZero();
        assertThat(revisionsOf("instance", silent.id())).hasSize(2);
    }

    @Test
    void resourceWithoutMetricsIsNotSilent() {
        var bare = instanceWith();
        assertThat(index.endSilentResources(TWO, TWO, 100)).isZero();
        assertThat(endOf(bare)).isEqualTo(Instant.MAX);
    }

    @Test
    void resourceThatHasNotStartedDoesNotEnd() {
        create(HIGH_ID, null, TWO);
        var future = index.resource("generic", HIGH_ID);
        createMetric("cpu", future);
        assertThat(index.endSilentResources(SHORTLY_AFTER, ONE, 100)).isZero();
    }

    @Test
    void newMetricCountsAsHeard() {
        instanceWith("cpu");
        assertThat(index.endSilentResources(NOON, TWO, 100)).isZero();
    }

    @Test
    void olderNewsDoesNotCountAgainstNewer() {
        var resource = instanceWith("cpu");
        index.heard(List.of(metricOf(resource, "cpu")), TWO);
        index.heard(List.of(metricOf(resource, "cpu"), LOW_ID), ONE);
        assertThat(index.endSilentResources(TWO, TWO, 100)).isZero();
    }

    @Test
    void noMoreThanTheLimitEndAtOnce() {
        for (int number = 0; number < 5; number++) {
            instanceWith("cpu");
        }
        createMetric("cpu", createResource());
        assertThat(index.endSilentResources(SHORTLY_AFTER, TWO, 4)).isEqualTo(4);
        assertThat(index.endSilentResources(SHORTLY_AFTER, TWO, 4)).isEqualTo(2);
        assertThat(index.endSilentResources(SHORTLY_AFTER, TWO, 4)).isZero();
    }

    @Test
    void laterMeasureRevivesItsResource() {
        var resource = instanceWith("cpu");
        index.endSilentResources(SHORTLY_AFTER, ONE, 100);

        assertThat(index.reviveResources(measured(resource, ONE.plusSeconds(1)), TWO)).isEqualTo(1);

        var revisions = revisionsOf("instance", resource.id());
        assertThat(revisions).hasSize(3);
        assertThat(revisions.getFirst().endedAt()).isNull();
        assertThat(revisions.getFirst().revisionStart()).isEqualTo(TWO);
        assertThat(revisions.get(1).endedAt()).isEqualTo(ONE);
        assertThat(revisions.get(1).attributes()).containsEntry("host", "a");
        assertThat(index.reviveResources(measured(resource, TWO), TWO)).isZero();
    }

    @Test
    void onlyWholeSecondsOfAMeasureCount() {
        var resource = instanceWith("cpu");
        index.endSilentResources(SHORTLY_AFTER, ONE, 100);
        var sameSecond = ONE.plusMillis(500);
        assertThat(index.reviveResources(measured(resource, sameSecond), TWO)).isZero();
        assertThat(endOf(resource)).isEqualTo(ONE);
    }

    @Test
    void measureFromBeforeTheEndRevivesNothing() {
        var resource = instanceWith("cpu");
        index.endSilentResources(SHORTLY_AFTER, ONE, 100);
        assertThat(index.reviveResources(measured(resource, NOON), TWO)).isZero();
        assertThat(index.reviveResources(Map.of(), TWO)).isZero();
        assertThat(index.reviveResources(Map.of(LOW_ID, TWO), TWO)).isZero();
    }

    private static Map<UUID, Instant> measured(Resource resource, Instant newest) {
        return Map.of(metricOf(resource, "cpu"), newest);
    }

    @Test
    void resourcesThatEndedLongAgoAreDeletedWithTheirMetrics() {
        var first = instanceWith("cpu");
        index.endSilentResources(SHORTLY_AFTER, ONE, 100);
        var second = instanceWith("cpu");
        index.endSilentResources(SHORTLY_AFTER, TWO, 100);
        var living = instanceWith("cpu");

        assertThat(index.deleteEndedResources(TWO, 100)).isEqualTo(1);

        assertThat(index.resources(List.of(first.id(), second.id(), living.id())))
                .extracting(Resource::id)
                .containsExactlyInAnyOrder(second.id(), living.id());
        assertThat(index.deletedMetrics(10)).containsExactly(metricOf(first, "cpu"));
        assertThat(index.deleteEndedResources(TWO, 100)).isZero();
        assertThat(index.deleteEndedResources(TWO.plusSeconds(1), 100)).isEqualTo(1);
    }
}
