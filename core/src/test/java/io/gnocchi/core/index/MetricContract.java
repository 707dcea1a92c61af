package io.gnocchi.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.RefusedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every [Index] promises of metrics.
abstract class MetricContract extends IndexWords {
    @Test
    void metricIsReadBackWhole() {
        var policy = createPolicy("p");
        var resource = createResource();
        var wanted = new NewMetric(nextId(), "me:us", "cpu", "ns", resource.id(), "p");
        var metric = new Metric(wanted.id(), "me:us", "cpu", "ns", resource.id(), policy);
        assertThat(index.createMetrics(List.of(wanted))).containsExactly(metric);
        assertThat(index.metrics(List.of(wanted.id(), nextId()))).containsExactly(metric);
        assertThat(index.metrics(List.of())).isEmpty();
    }

    @Test
    void metricMayHaveNothingButAPolicy() {
        var policy = createPolicy("p");
        var metric = createMetric("p");
        assertThat(metric).isEqualTo(new Metric(metric.id(), null, null, null, null, policy));
        assertThat(metric(metric.id())).isEqualTo(metric);
    }

    @Test
    void createdMetricsComeInTheOrderGiven() {
        createPolicy("p");
        createPolicy("q");
        var wanted =
                IntStream.range(0, 50)
                        .mapToObj(number -> newMetric(null, number % 2 == 0 ? "p" : "q"))
                        .toList();
        assertThat(index.createMetrics(wanted))
                .extracting(Metric::id)
                .isEqualTo(wanted.stream().map(NewMetric::id).toList());
        assertThat(index.createMetrics(List.of())).isEmpty();
    }

    @Test
    void ofSeveralMetricsNoneIsCreatedWhenOneCannotBe() {
        createPolicy("p");
        var good = newMetric(null, "p");
        var lost = new NewMetric(nextId(), null, "cpu", null, HIGH_ID, "p");
        assertRefused(
                () -> index.createMetrics(List.of(good, newMetric(null, "x"))),
                new Refusal.NoArchivePolicy("x"));
        assertRefused(
                () -> index.createMetrics(List.of(good, lost)), new Refusal.NoResource(HIGH_ID));
        assertThat(index.metrics(List.of(good.id()))).isEmpty();
    }

    @Test
    void nameIsTakenOnceInAResource() {
        createPolicy("p");
        var one = createResource();
        var other = createResource();
        var taken = new Refusal.NamedMetricExists("cpu");
        createMetric("cpu", one);
        createMetric("cpu", other);
        assertRefused(() -> createMetric("cpu", one), taken);
        var third = createResource();
        var twins = List.of(newMetric("cpu", third), newMetric("cpu", third));
        assertRefused(() -> index.createMetrics(twins), taken);
        assertThat(index.metricsOf(List.of(third.id()))).isEmpty();
    }

    @Test
    void metricsWithoutResourceMayShareAName() {
        createPolicy("p");
        var wanted = new NewMetric(nextId(), null, "cpu", null, null, "p");
        var twin = new NewMetric(nextId(), null, "cpu", null, null, "p");
        assertThat(index.createMetrics(List.of(wanted, twin))).hasSize(2);
    }

    @Test
    void ofRacingCallersOneGetsTheName() throws Exception {
        createPolicy("p");
        var resource = createResource();
        var tasks = new ArrayList<Callable<Boolean>>();
        for (int number = 0; number < 6; number++) {
            var wanted = newMetric("cpu", resource);
            tasks.add(() -> creates(wanted));
        }
        assertThat(runTogether(tasks)).containsOnlyOnce(true);
        assertThat(index.metricsOf(List.of(resource.id()))).hasSize(1);
    }

    private boolean creates(NewMetric wanted) {
        try {
            return index.createMetrics(List.of(wanted)).size() == 1;
        } catch (RefusedException refused) {
            assertThat(refused.refusal()).isEqualTo(new Refusal.NamedMetricExists("cpu"));
            return false;
        }
    }

    @Test
    void policyIsDeletedOrUsedNeverBoth() throws Exception {
        for (int round = 0; round < 10; round++) {
            var name = createPolicy("p" + round).name();
            var wanted = newMetric(null, name);
            var outcomes =
                    runTogether(
                            List.<Callable<Boolean>>of(
                                    () -> succeeds(() -> index.createMetrics(List.of(wanted))),
                                    () -> succeeds(() -> index.deleteArchivePolicy(name))));
            assertThat(outcomes).containsExactlyInAnyOrder(true, false);
        }
    }

    @Test
    void metricsAreFoundByNameInTheirResource() {
        createPolicy("p");
        var one = createResource();
        var other = createResource();
        var cpu = createMetric("cpu", one);
        var disk = createMetric("disk", one);
        var elsewhere = createMetric("cpu", other);
        assertThat(index.metrics(one.id(), List.of("cpu", "net"))).containsExactly(cpu);
        assertThat(index.metrics(one.id(), List.of())).isEmpty();
        assertThat(index.metricsOf(List.of(one.id()))).containsExactlyInAnyOrder(cpu, disk);
        assertThat(index.metricsOf(List.of(other.id(), one.id(), HIGH_ID)))
                .containsExactlyInAnyOrder(cpu, disk, elsewhere);
        assertThat(index.metricsOf(List.of())).isEmpty();
    }

    @Test
    void metricGetsAnotherPolicyAndUnitAndNothingElse() {
        createPolicy("p");
        createPolicy("q");
        var resource = createResource();
        var metric = createMetric("cpu", resource);

        var turned = index.updateMetric(metric.id(), new MetricChange("q", null));
        var measured = index.updateMetric(metric.id(), new MetricChange(null, "ms"));

        assertThat(turned.policy()).isEqualTo(index.archivePolicy("q"));
        assertThat(turned.unit()).isEqualTo(metric.unit());
        assertThat(measured)
                .isEqualTo(
                        new Metric(
                                metric.id(),
                                metric.creator(),
                                "cpu",
                                "ms",
                                resource.id(),
                                index.archivePolicy("q")));
        assertThat(metric(metric.id())).isEqualTo(measured);
        assertThat(index.metricsOf(List.of(resource.id()))).containsExactly(measured);
        index.deleteArchivePolicy("p");
        assertRefused(() -> index.deleteArchivePolicy("q"), new Refusal.ArchivePolicyInUse("q"));
    }

    @Test
    void metricDoesNotChangeToWhatIsNotThere() {
        createPolicy("p");
        var metric = createMetric("cpu", createResource());

        assertRefused(
                () -> index.updateMetric(metric.id(), new MetricChange("x", "ms")),
                new Refusal.NoArchivePolicy("x"));
        assertThat(metric(metric.id())).isEqualTo(metric);
        index.deleteMetric(metric.id());
        assertRefused(
                () -> index.updateMetric(metric.id(), new MetricChange("p", null)),
                new Refusal.NoMetric(metric.id().toString()));
    }

    @Test
    void deletedMetricIsGoneAndItsNameFree() {
        createPolicy("p");
        var resource = createResource();
        var metric = createMetric("cpu", resource);
        index.deleteMetric(metric.id());
        assertThat(index.metrics(List.of(metric.id()))).isEmpty();
        assertThat(index.metrics(resource.id(), List.of("cpu"))).isEmpty();
        assertThat(index.metricsOf(List.of(resource.id()))).isEmpty();
        assertThat(index.listMetrics(new MetricQuery(Filter.EVERYTHING, ALL))).isEmpty();
        assertThat(index.resource("generic", resource.id()).metrics()).isEmpty();
        assertThat(createMetric("cpu", resource).id()).isNotEqualTo(metric.id());
        assertRefused(
                () -> index.deleteMetric(metric.id()),
                new Refusal.NoMetric(metric.id().toString()));
    }

    @Test
    void deletedMetricsWaitToBeExpunged() {
        createPolicy("p");
        for (var id : List.of(HIGH_ID, LOW_ID, MIDDLE_ID)) {
            index.createMetrics(List.of(new NewMetric(id, null, null, null, null, "p")));
            index.deleteMetric(id);
        }
        var alive = createMetric("p");
        assertThat(index.deletedMetrics(2)).containsExactly(LOW_ID, MIDDLE_ID);
        index.expungeMetrics(List.of(MIDDLE_ID, alive.id()));
        index.expungeMetrics(List.of());
        assertThat(index.deletedMetrics(10)).containsExactly(LOW_ID, HIGH_ID);
        assertThat(index.metrics(List.of(alive.id()))).containsExactly(alive);
    }

    @Test
    void deletedExpungedAndUnknownMetricsAreInactive() {
        createPolicy("p");
        var alive = createMetric("p").id();
        var deleted = createMetric("p").id();
        var expunged = createMetric("p").id();
        var unknown = nextId();
        index.deleteMetric(deleted);
        index.deleteMetric(expunged);
        index.expungeMetrics(List.of(expunged));
        assertThat(index.inactiveMetrics(List.of(alive, deleted, expunged, unknown)))
                .containsExactlyInAnyOrder(deleted, expunged, unknown);
        assertThat(index.inactiveMetrics(List.of())).isEmpty();
    }

    @Test
    void manyIdsAreOneQuestion() {
        createPolicy("p");
        var wanted = IntStream.range(0, 3000).mapToObj(_ -> newMetric(null, "p")).toList();
        index.createMetrics(wanted);
        var ids = wanted.stream().map(NewMetric::id).toList();
        assertThat(index.metrics(ids)).hasSize(3000);
        assertThat(index.inactiveMetrics(ids)).isEmpty();
    }

    @Test
    void everyChangeOfMetricsThatWereThereIsCounted() {
        createPolicy("p");
        createPolicy("q");
        var resource = createResource();
        var named = createMetric("cpu", resource);
        var free = create(new NewMetric(nextId(), resource.creator(), null, null, null, "p"));

        var changes =
                List.<Runnable>of(
                        () -> index.updateMetric(free.id(), new MetricChange("q", null)),
                        () -> index.updateMetric(free.id(), new MetricChange(null, "ns")),
                        () -> index.updateArchivePolicy("q", List.of(retention(60, 7200)), 3),
                        () ->
                                index.appendMetrics(
                                        "generic", resource.id(), existing("x", free.id())),
                        () -> index.deleteMetric(free.id()),
                        () ->
                                index.updateResource(
                                        "generic",
                                        resource.id(),
                                        replace(Map.of("y", fresh("p"))),
                                        Instant.now()),
                        () -> index.deleteMetric(named.id()),
                        () -> index.deleteResource("generic", resource.id()));
        for (int i = 0; i < changes.size(); i++) {
            long before = index.metricChanges();
            changes.get(i).run();
            assertThat(index.metricChanges()).as("change %d", i).isGreaterThan(before);
        }
    }

    @Test
    void newThingsAreNoChangesOfMetricsThatWereThere() {
        createPolicy("p");
        var resource = createResource();
        var metric = createMetric("cpu", resource);
        long before = index.metricChanges();

        createMetric("p");
        createMetric("mem", resource);
        createResource();
        index.appendMetrics("generic", resource.id(), Map.of("z", fresh("p")));
        index.heard(List.of(metric.id()), Instant.now());

        assertThat(index.metricChanges()).isEqualTo(before);
    }
}
