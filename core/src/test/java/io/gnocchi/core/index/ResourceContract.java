package io.gnocchi.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What every [Index] promises of resources.
abstract class ResourceContract extends IndexWords {
    @Test
    void resourceIsReadBackWhole() {
        var wanted =
                new NewResource(
                        HIGH_ID,
                        "A/thing",
                        "generic",
                        "me:us",
                        "me",
                        "us",
                        NOON.minusSeconds(9).plusNanos(999),
                        NOON.plusSeconds(9).plusNanos(999),
                        NOON.plusNanos(999),
                        new TreeMap<>(),
                        Map.of());
        var resource =
                new Resource(
                        HIGH_ID,
                        "A/thing",
                        "generic",
                        "me:us",
                        "me",
                        "us",
                        NOON.minusSeconds(9),
                        NOON.plusSeconds(9),
                        NOON,
                        null,
                        Resource.LIVE,
                        new TreeMap<>(),
                        new TreeMap<>());
        assertThat(index.createResource(wanted)).isEqualTo(resource);
        assertThat(index.resource("generic", HIGH_ID)).isEqualTo(resource);
        assertThat(index.resources(List.of(LOW_ID, HIGH_ID))).containsExactly(resource);
        assertThat(index.resources(List.of())).isEmpty();
    }

    @Test
    void resourceIdIsTakenOnce() {
        var resource = createResource();
        assertRefused(
                () -> index.createResource(newResource(resource.id(), "me", Map.of())),
                new Refusal.ResourceExists(resource.id()));
    }

    @Test
    void ofRacingCallersOneCreatesTheResource() throws Exception {
        createPolicy("p");
        var tasks = new ArrayList<Callable<Boolean>>();
        for (int number = 0; number < 6; number++) {
            var wanted = newResource(HIGH_ID, "me", Map.of("cpu", fresh("p")));
            tasks.add(() -> succeeds(() -> index.createResource(wanted)));
        }
        assertThat(runTogether(tasks)).containsOnlyOnce(true);
        assertThat(index.resource("generic", HIGH_ID).metrics()).containsOnlyKeys("cpu");
    }

    @Test
    void unknownResourceOrTypeIsRefused() {
        var noResource = new Refusal.NoResource(HIGH_ID);
        assertRefused(() -> index.resource("generic", HIGH_ID), noResource);
        assertRefused(() -> update(HIGH_ID, Map.of("user_id", "me")), noResource);
        assertRefused(() -> index.appendMetrics("generic", HIGH_ID, Map.of()), noResource);
        assertRefused(() -> index.deleteResource("generic", HIGH_ID), noResource);
        var noType = new Refusal.NoResourceType("nothing");
        var resource = createResource();
        assertRefused(() -> index.resource("nothing", resource.id()), noType);
        assertRefused(() -> index.searchResources(everything("nothing", ALL)), noType);
        assertRefused(() -> index.deleteResource("nothing", resource.id()), noType);
        assertRefused(() -> index.createResource(newResource("nothing", NOON)), noType);
    }

    @Test
    void resourceCannotEndBeforeItStarts() {
        assertRefused(
                () -> index.createResource(newResource("generic", NOON.minusSeconds(1))),
                badEnd("2026-03-01T11:59:59.123456Z"));
        var resource = index.createResource(newResource("generic", NOON));
        assertRefused(
                () -> update(resource.id(), Map.of("ended_at", NOON.minusSeconds(1))),
                badEnd("2026-03-01T11:59:59.123456Z"));
        assertRefused(
                () -> update(resource.id(), Map.of("started_at", NOON.plusSeconds(1))),
                badEnd("2026-03-01T12:00:00.123456Z"));
        assertThat(index.resource("generic", resource.id())).isEqualTo(resource);
    }

    private static Refusal badEnd(String value) {
        return new Refusal.BadAttribute("generic", "ended_at", value);
    }

    @Test
    void resourceComesWithNewMetrics() {
        createPolicy("p");
        var cpu = new MetricSource.Fresh(nextId(), "p", "ns");
        var disk = fresh("p");
        var resource =
                index.createResource(newResource(HIGH_ID, "me", Map.of("cpu", cpu, "disk", disk)));
        assertThat(resource.metrics())
                .containsExactlyEntriesOf(
                        new TreeMap<>(Map.of("cpu", cpu.id(), "disk", disk.id())));
        assertThat(index.resource("generic", HIGH_ID)).isEqualTo(resource);
        assertThat(metric(cpu.id()))
                .isEqualTo(
                        new Metric(cpu.id(), "me", "cpu", "ns", HIGH_ID, index.archivePolicy("p")));
    }

    @Test
    void resourceTakesOverMetricsOfItsCreator() {
        createPolicy("p");
        var other = index.createResource(newResource(LOW_ID, "me", Map.of("old", fresh("p"))));
        var id = metricOf(other, "old");
        var resource = index.createResource(newResource(HIGH_ID, "me", existing("new", id)));
        assertThat(resource.metrics()).isEqualTo(Map.of("new", id));
        assertThat(metric(id).name()).isEqualTo("new");
        assertThat(index.resource("generic", LOW_ID).metrics()).isEmpty();
    }

    @Test
    void nobodysMetricsGoToNobodysResources() {
        createPolicy("p");
        var metric = createMetric("p");
        var resource =
                index.createResource(newResource(HIGH_ID, null, existing("cpu", metric.id())));
        assertThat(resource.metrics()).isEqualTo(Map.of("cpu", metric.id()));
    }

    @Test
    void resourceIsNotCreatedWhenAMetricCannotBeHad() {
        createPolicy("p");
        var foreign = create(new NewMetric(nextId(), "you", "cpu", null, null, "p")).id();
        var nobodys = createMetric("p").id();
        var deleted = create(new NewMetric(nextId(), "me", "cpu", null, null, "p")).id();
        index.deleteMetric(deleted);
        for (var id : List.of(foreign, nobodys, deleted, nextId())) {
            assertRefused(
                    () -> index.createResource(newResource(HIGH_ID, "me", existing("cpu", id))),
                    new Refusal.NoMetric(id.toString()));
        }
        assertRefused(
                () -> index.createResource(newResource(HIGH_ID, "me", Map.of("c", fresh("x")))),
                new Refusal.NoArchivePolicy("x"));
        assertRefused(() -> index.resource("generic", HIGH_ID), new Refusal.NoResource(HIGH_ID));
        assertThat(metric(foreign).resourceId()).isNull();
    }

    @Test
    void changedAttributesMakeARevision() {
        createPolicy("p");
        var before = index.createResource(newResource(HIGH_ID, "me", Map.of("cpu", fresh("p"))));
        var attributes = new TreeMap<String, @Nullable Object>();
        attributes.put("user_id", "you");
        attributes.put("project_id", null);
        attributes.put("started_at", NOON.minusSeconds(5).plusNanos(1));
        attributes.put("ended_at", NOON.plusSeconds(5));
        var change = new ResourceChange(attributes, null);
        var now = NOON.plusSeconds(60);
        var after = index.updateResource("generic", HIGH_ID, change, now);
        assertThat(after)
                .isEqualTo(
                        new Resource(
                                HIGH_ID,
                                before.originalId(),
                                "generic",
                                "me",
                                "you",
                                null,
                                NOON.minusSeconds(5),
                                NOON.plusSeconds(5),
                                now,
                                null,
                                Resource.LIVE,
                                new TreeMap<>(),
                                before.metrics()));
        assertThat(index.resource("generic", HIGH_ID)).isEqualTo(after);
        assertThat(index.updateResource("generic", HIGH_ID, change, now.plusSeconds(1)))
                .isEqualTo(after);
    }

    @Test
    void resourceMayBeResumed() {
        var resource = index.createResource(newResource("generic", NOON));
        var attributes = new TreeMap<String, @Nullable Object>();
        attributes.put("ended_at", null);
        var resumed = index.updateResource("generic", resource.id(), change(attributes), NOON);
        assertThat(resumed.endedAt()).isNull();
    }

    @Test
    void resourceCannotLoseItsStart() {
        var resource = createResource();
        var attributes = new TreeMap<String, @Nullable Object>();
        attributes.put("started_at", null);
        assertRefused(
                () -> index.updateResource("generic", resource.id(), change(attributes), NOON),
                new Refusal.BadAttribute("generic", "started_at", "null"));
    }

    @Test
    void changeThatChangesNothingMakesNoRevision() {
        var resource = createResource();
        assertThat(update(resource.id(), Map.of())).isEqualTo(resource);
        assertThat(update(resource.id(), Map.of("started_at", NOON.plusNanos(5))))
                .isEqualTo(resource);
    }

    @Test
    void namedMetricsReplaceTheWholeSet() {
        createPolicy("p");
        var resource =
                index.createResource(
                        newResource(HIGH_ID, "me", Map.of("a", fresh("p"), "b", fresh("p"))));
        var detached = metricOf(resource, "a");
        var renamed = metricOf(resource, "b");
        var added = fresh("p");
        var metrics =
                Map.<String, MetricSource>of("a", added, "c", new MetricSource.Existing(renamed));
        var after = index.updateResource("generic", HIGH_ID, replace(metrics), NOON.plusSeconds(9));
        assertThat(after.metrics()).isEqualTo(Map.of("a", added.id(), "c", renamed));
        assertThat(after.revisionStart()).isEqualTo(NOON);
        assertThat(index.resource("generic", HIGH_ID)).isEqualTo(after);
        assertThat(metric(detached).resourceId()).isNull();
        assertThat(metric(detached).name()).isEqualTo("a");
        assertThat(metric(renamed).name()).isEqualTo("c");
    }

    @Test
    void metricsMaySwapTheirNames() {
        createPolicy("p");
        var resource =
                index.createResource(
                        newResource(HIGH_ID, "me", Map.of("a", fresh("p"), "b", fresh("p"))));
        var a = metricOf(resource, "a");
        var b = metricOf(resource, "b");
        var swapped =
                Map.<String, MetricSource>of(
                        "a", new MetricSource.Existing(b), "b", new MetricSource.Existing(a));
        assertThat(index.updateResource("generic", HIGH_ID, replace(swapped), NOON).metrics())
                .isEqualTo(Map.of("a", b, "b", a));
    }

    @Test
    void setOfMetricsStaysWhenOneCannotBeHad() {
        createPolicy("p");
        var before = index.createResource(newResource(HIGH_ID, "me", Map.of("a", fresh("p"))));
        var wanted = replace(existing("b", LOW_ID));
        assertRefused(
                () -> index.updateResource("generic", HIGH_ID, wanted, NOON),
                new Refusal.NoMetric(LOW_ID.toString()));
        assertThat(index.resource("generic", HIGH_ID)).isEqualTo(before);
    }

    @Test
    void emptySetDetachesAllMetrics() {
        createPolicy("p");
        var before = index.createResource(newResource(HIGH_ID, "me", Map.of("a", fresh("p"))));
        index.updateResource("generic", HIGH_ID, replace(Map.of()), NOON);
        assertThat(index.metricsOf(List.of(HIGH_ID))).isEmpty();
        assertThat(index.metrics(before.metrics().values())).hasSize(1);
    }

    @Test
    void metricsAreAppended() {
        createPolicy("p");
        var before = index.createResource(newResource(HIGH_ID, "me", Map.of("a", fresh("p"))));
        var loose = create(new NewMetric(nextId(), "me", "x", null, null, "p")).id();
        var added = fresh("p");
        var metrics =
                Map.<String, MetricSource>of("b", added, "c", new MetricSource.Existing(loose));
        var after = index.appendMetrics("generic", HIGH_ID, metrics);
        assertThat(after.metrics())
                .containsOnlyKeys("a", "b", "c")
                .containsEntry("b", added.id())
                .containsEntry("c", loose);
        assertThat(after.revisionStart()).isEqualTo(before.revisionStart());
        assertThat(index.resource("generic", HIGH_ID)).isEqualTo(after);
    }

    @Test
    void appendedNameMustBeFree() {
        createPolicy("p");
        var before = index.createResource(newResource(HIGH_ID, "me", Map.of("a", fresh("p"))));
        var metrics = Map.<String, MetricSource>of("a", fresh("p"), "b", fresh("p"));
        assertRefused(
                () -> index.appendMetrics("generic", HIGH_ID, metrics),
                new Refusal.NamedMetricExists("a"));
        assertThat(index.resource("generic", HIGH_ID)).isEqualTo(before);
        var same = existing("a", metricOf(before, "a"));
        assertThat(index.appendMetrics("generic", HIGH_ID, same)).isEqualTo(before);
    }

    @Test
    void deletedResourceTakesItsMetricsAlong() {
        createPolicy("p");
        var resource = index.createResource(newResource(HIGH_ID, "me", Map.of("a", fresh("p"))));
        update(HIGH_ID, Map.of("user_id", "someone"));
        var metric = metricOf(resource, "a");
        index.deleteResource("generic", HIGH_ID);
        assertRefused(() -> index.resource("generic", HIGH_ID), new Refusal.NoResource(HIGH_ID));
        assertThat(index.metrics(List.of(metric))).isEmpty();
        assertThat(index.deletedMetrics(10)).containsExactly(metric);
        assertThat(index.createResource(newResource(HIGH_ID, "me", Map.of())).metrics()).isEmpty();
    }

    @Test
    void resourcesAreListedInTheOrderAsked() {
        create(LOW_ID, "b", NOON.plusSeconds(2));
        create(MIDDLE_ID, null, NOON.plusSeconds(1));
        create(HIGH_ID, "a", NOON.plusSeconds(1));
        assertThat(resourcePage(ALL)).containsExactly(LOW_ID, MIDDLE_ID, HIGH_ID);
        assertThat(resourcePage(page(9, null, by("user_id", SortKey.Direction.ASC))))
                .containsExactly(HIGH_ID, LOW_ID, MIDDLE_ID);
        var byTime =
                List.of(by("started_at", SortKey.Direction.ASC), by("id", SortKey.Direction.DESC));
        assertThat(resourcePage(new Page(9, null, byTime)))
                .containsExactly(HIGH_ID, MIDDLE_ID, LOW_ID);
        assertThat(resourcePage(new Page(1, HIGH_ID.toString(), byTime)))
                .containsExactly(MIDDLE_ID);
        assertThat(resourcePage(new Page(9, LOW_ID.toString(), byTime))).isEmpty();
    }

    @Test
    void everyColumnOfAResourceSorts() {
        createResource();
        createResource();
        var columns =
                List.of(
                        "id",
                        "original_resource_id",
                        "type",
                        "creator",
                        "user_id",
                        "project_id",
                        "started_at",
                        "ended_at",
                        "revision_start");
        for (var column : columns) {
            var first = resourcePage(page(1, null, by(column, SortKey.Direction.ASC))).getFirst();
            var rest = page(9, first.toString(), by(column, SortKey.Direction.ASC));
            assertThat(resourcePage(rest)).hasSize(1).doesNotContain(first);
        }
    }

    @Test
    void listedResourcesHaveTheirMetrics() {
        createPolicy("p");
        var one = index.createResource(newResource(LOW_ID, "me", Map.of("a", fresh("p"))));
        var other = index.createResource(newResource(HIGH_ID, "me", Map.of("b", fresh("p"))));
        assertThat(index.searchResources(everything("generic", ALL))).containsExactly(one, other);
        assertThat(index.resources(List.of(LOW_ID, HIGH_ID))).containsExactlyInAnyOrder(one, other);
    }

    @Test
    void unknownSortKeyOrMarkerOfResourcesIsRefused() {
        assertRefused(
                () -> resourcePage(page(10, null, by("metrics", SortKey.Direction.ASC))),
                new Refusal.NoSortKey("metrics"));
        assertRefused(
                () -> resourcePage(page(10, HIGH_ID.toString())),
                new Refusal.NoMarker(HIGH_ID.toString()));
        assertRefused(() -> resourcePage(page(10, "x")), new Refusal.NoMarker("x"));
    }
}
