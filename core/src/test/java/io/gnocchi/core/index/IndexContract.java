package io.gnocchi.core.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.ArchivePolicyRule;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.RefusedException;
import io.gnocchi.core.model.Resource;
import io.gnocchi.core.model.Retention;
import io.gnocchi.core.model.Timespan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [Index] promises.
public abstract class IndexContract {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");
    private static final long SECOND = 1_000_000_000L;
    private static final Page ALL = new Page(1000, null, List.of());
    private static final UUID LOW_ID = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final UUID MIDDLE_ID = UUID.fromString("7fffffff-ffff-4fff-bfff-ffffffffffff");
    private static final UUID HIGH_ID = UUID.fromString("80000000-0000-4000-8000-000000000000");

    private Index index;
    private int ids;

    /// A new and empty index.
    protected abstract Index create() throws Exception;

    @BeforeEach
    void createIndex() throws Exception {
        index = create();
    }

    @AfterEach
    void closeIndex() {
        index.close();
    }

    // Archive policies

    @Test
    void archivePolicyIsReadBackWhole() {
        var policy =
                new ArchivePolicy(
                        "été/1, 2:3",
                        3600,
                        List.of(retention(3600, 86_400), new Retention(new Timespan(1), null)),
                        new TreeSet<>(AggregationMethod.values()));
        index.createArchivePolicy(policy);
        assertThat(index.archivePolicy("été/1, 2:3")).isEqualTo(policy);
        assertThat(index.archivePolicies()).containsExactly(policy);
    }

    @Test
    void archivePoliciesAreListedByName() {
        createPolicy("b");
        createPolicy("B");
        createPolicy("a");
        assertThat(index.archivePolicies())
                .extracting(ArchivePolicy::name)
                .containsExactly("B", "a", "b");
    }

    @Test
    void archivePolicyNameIsTakenOnce() {
        var policy = createPolicy("low");
        assertRefused(
                () -> index.createArchivePolicy(policy), new Refusal.ArchivePolicyExists("low"));
    }

    @Test
    void unknownArchivePolicyIsRefused() {
        var refusal = new Refusal.NoArchivePolicy("x");
        assertRefused(() -> index.archivePolicy("x"), refusal);
        assertRefused(() -> index.deleteArchivePolicy("x"), refusal);
        assertRefused(() -> index.updateArchivePolicy("x", List.of(retention(1, 1)), 0), refusal);
    }

    @Test
    void archivePolicyMayKeepPointsForAnotherTime() {
        var metric = createMetric(createPolicy("p", retention(1, 60), retention(60, 600)).name());
        var definition = List.of(retention(60, 1200), retention(1, 10));
        var changed = index.updateArchivePolicy("p", definition, null);
        assertThat(changed.definition()).isEqualTo(definition);
        assertThat(changed.backWindow()).isEqualTo(2);
        assertThat(index.archivePolicy("p")).isEqualTo(changed);
        assertThat(metric(metric.id()).policy()).isEqualTo(changed);
        assertThat(index.updateArchivePolicy("p", definition, 7).backWindow()).isEqualTo(7);
        assertThat(index.archivePolicy("p").backWindow()).isEqualTo(7);
    }

    @Test
    void granularitiesOfAnArchivePolicyStay() {
        var policy = createPolicy("p", retention(1, 60), retention(60, 600));
        assertUnsupported("Cannot add or drop granularities", List.of(retention(1, 60)));
        assertUnsupported(
                "60.0 granularity interval was changed",
                List.of(retention(1, 60), retention(61, 600)));
        assertThat(index.archivePolicy("p")).isEqualTo(policy);
    }

    @Test
    void smallGranularityIsNamedInSeconds() {
        createPolicy("p", new Retention(new Timespan(10_000), null));
        assertUnsupported("1e-05 granularity interval was changed", List.of(retention(1, 60)));
    }

    private void assertUnsupported(String reason, List<Retention> definition) {
        assertRefused(
                () -> index.updateArchivePolicy("p", definition, null),
                new Refusal.ArchivePolicyUnsupportedChange("p", reason));
    }

    @Test
    void archivePolicyInUseStays() {
        createPolicy("p");
        var inUse = new Refusal.ArchivePolicyInUse("p");
        index.createArchivePolicyRule(new ArchivePolicyRule("r", "p", "*"));
        assertRefused(() -> index.deleteArchivePolicy("p"), inUse);
        index.deleteArchivePolicyRule("r");
        var metric = createMetric("p");
        assertRefused(() -> index.deleteArchivePolicy("p"), inUse);
        index.deleteMetric(metric.id());
        assertRefused(() -> index.deleteArchivePolicy("p"), inUse);
        index.expungeMetrics(List.of(metric.id()));
        index.deleteArchivePolicy("p");
        assertThat(index.archivePolicies()).isEmpty();
    }

    // Archive policy rules

    @Test
    void rulesAreTriedByPatternDescendingThenByName() {
        createPolicy("p");
        createRule("d", "*");
        createRule("c", "cpu*");
        createRule("b", "disk.io.*");
        createRule("a", "disk.*");
        createRule("a2", "[a-z]*");
        createRule("e", "Éa*");
        createRule("z", "disk.*");
        createRule("emoji", "😀*");
        createRule("private", "\uf8ff*");
        assertThat(index.archivePolicyRules())
                .extracting(ArchivePolicyRule::name)
                .containsExactly("emoji", "private", "e", "b", "a", "z", "c", "a2", "d");
    }

    @Test
    void ruleIsReadBackWhole() {
        createPolicy("p");
        var rule = createRule("r", "cpu.*");
        assertThat(index.archivePolicyRule("r")).isEqualTo(rule);
    }

    @Test
    void ruleNeedsAFreeNameAndAPolicy() {
        createPolicy("p");
        var rule = createRule("r", "*");
        assertRefused(
                () -> index.createArchivePolicyRule(rule),
                new Refusal.ArchivePolicyRuleExists("r"));
        assertRefused(
                () -> index.createArchivePolicyRule(new ArchivePolicyRule("s", "x", "*")),
                new Refusal.NoArchivePolicy("x"));
    }

    @Test
    void ruleIsRenamedToAFreeName() {
        createPolicy("p");
        createRule("r", "*");
        createRule("s", "*");
        assertThat(index.renameArchivePolicyRule("r", "t"))
                .isEqualTo(new ArchivePolicyRule("t", "p", "*"));
        assertThat(index.archivePolicyRules())
                .extracting(ArchivePolicyRule::name)
                .containsExactly("s", "t");
        assertThat(index.renameArchivePolicyRule("t", "t").name()).isEqualTo("t");
        assertRefused(
                () -> index.renameArchivePolicyRule("t", "s"),
                new Refusal.ArchivePolicyRuleUnsupportedChange("t", "s"));
    }

    @Test
    void unknownRuleIsRefused() {
        var refusal = new Refusal.NoArchivePolicyRule("x");
        assertRefused(() -> index.archivePolicyRule("x"), refusal);
        assertRefused(() -> index.renameArchivePolicyRule("x", "y"), refusal);
        assertRefused(() -> index.deleteArchivePolicyRule("x"), refusal);
    }

    // Metrics

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

    private static boolean succeeds(Runnable call) {
        try {
            call.run();
            return true;
        } catch (RefusedException refused) {
            return false;
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

    // Lists of metrics

    @Test
    void metricsAreFilteredByEqualColumns() {
        createPolicy("p");
        createPolicy("q");
        var resource = createResource();
        var one = create(new NewMetric(nextId(), "me", "cpu", "ns", resource.id(), "p"));
        var two = create(new NewMetric(nextId(), "me", "cpu", null, null, "q"));
        var three = create(new NewMetric(nextId(), null, null, null, null, "q"));
        assertThat(listed("name", "cpu")).containsExactly(one, two);
        assertThat(listed("name", null)).containsExactly(three);
        assertThat(listed("unit", "ns")).containsExactly(one);
        assertThat(listed("archive_policy_name", "q")).containsExactly(two, three);
        assertThat(listed("creator", null)).containsExactly(three);
        assertThat(listed("resource_id", resource.id().toString())).containsExactly(one);
        assertThat(listed("resource_id", null)).containsExactly(two, three);
        assertThat(listed("id", two.id().toString())).containsExactly(two);
        assertRefused(
                () -> listed("id", "not an id"), new Refusal.BadFilterValue("id", "not an id"));
        var both = new Filter.All(List.of(equal("name", "cpu"), equal("resource_id", null)));
        assertThat(index.listMetrics(new MetricQuery(both, ALL))).containsExactly(two);
    }

    private List<Metric> listed(String column, @Nullable String value) {
        return index.listMetrics(new MetricQuery(equal(column, value), ALL));
    }

    private static Filter equal(String field, @Nullable Object value) {
        return new Filter.Compare(field, Filter.Comparison.EQUAL, value);
    }

    @Test
    void metricsAreListedByIdWhenNothingElseIsAsked() {
        createPolicy("p");
        for (var id : List.of(HIGH_ID, LOW_ID, MIDDLE_ID)) {
            create(new NewMetric(id, null, null, null, null, "p"));
        }
        assertThat(metricPage(ALL)).containsExactly(LOW_ID, MIDDLE_ID, HIGH_ID);
        assertThat(metricPage(page(1000, null, by("id", SortKey.Direction.DESC))))
                .containsExactly(HIGH_ID, MIDDLE_ID, LOW_ID);
    }

    @Test
    void nullsGoWhereTheDirectionSays() {
        createPolicy("p");
        var b = create(new NewMetric(nextId(), null, "b", null, null, "p")).id();
        var none = create(new NewMetric(nextId(), null, null, null, null, "p")).id();
        var a = create(new NewMetric(nextId(), null, "A", null, null, "p")).id();
        assertThat(sortedByName(SortKey.Direction.ASC)).containsExactly(a, b, none);
        assertThat(sortedByName(SortKey.Direction.DESC)).containsExactly(none, b, a);
        assertThat(sortedByName(SortKey.Direction.ASC_NULLS_FIRST)).containsExactly(none, a, b);
        assertThat(sortedByName(SortKey.Direction.ASC_NULLS_LAST)).containsExactly(a, b, none);
        assertThat(sortedByName(SortKey.Direction.DESC_NULLS_FIRST)).containsExactly(none, b, a);
        assertThat(sortedByName(SortKey.Direction.DESC_NULLS_LAST)).containsExactly(b, a, none);
    }

    private List<UUID> sortedByName(SortKey.Direction direction) {
        return metricPage(page(1000, null, by("name", direction)));
    }

    @Test
    void pagesFollowEachOtherInEveryOrder() {
        createPolicy("p");
        for (var name : Arrays.asList("b", null, "a", "b", null, "c", "a")) {
            create(new NewMetric(nextId(), name, name, null, null, "p"));
            create(new NewMetric(nextId(), null, name, null, null, "p"));
        }
        for (var first : SortKey.Direction.values()) {
            for (var second : SortKey.Direction.values()) {
                var sort = List.of(by("name", first), by("creator", second));
                assertThat(turnPages(sort)).isEqualTo(metricPage(new Page(1000, null, sort)));
            }
        }
    }

    private List<UUID> turnPages(List<SortKey> sort) {
        var all = new ArrayList<UUID>();
        var page = metricPage(new Page(3, null, sort));
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(3);
            all.addAll(page);
            page = metricPage(new Page(3, page.getLast().toString(), sort));
        }
        assertThat(all).hasSize(14).doesNotHaveDuplicates();
        return all;
    }

    @Test
    void unknownSortKeyOrMarkerOfMetricsIsRefused() {
        assertRefused(
                () -> metricPage(page(10, null, by("metrics", SortKey.Direction.ASC))),
                new Refusal.NoSortKey("metrics"));
        assertRefused(
                () -> metricPage(page(10, HIGH_ID.toString())),
                new Refusal.NoMarker(HIGH_ID.toString()));
        assertRefused(() -> metricPage(page(10, "x")), new Refusal.NoMarker("x"));
    }

    // Resources

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

    // Words

    private static void assertRefused(ThrowingCallable call, Refusal refusal) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(call)
                .extracting(RefusedException::refusal)
                .isEqualTo(refusal);
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

    private UUID nextId() {
        ids++;
        return new UUID(0x0000_0000_0000_4000L, 0xa000_0000_0000_0000L + ids);
    }

    private static Retention retention(long granularity, long timespan) {
        return new Retention(new Timespan(granularity * SECOND), new Timespan(timespan * SECOND));
    }

    private ArchivePolicy createPolicy(String name, Retention... definition) {
        var methods = new TreeSet<AggregationMethod>();
        methods.add(AggregationMethod.of(AggregationMethod.Kind.MEAN));
        var lines = definition.length == 0 ? List.of(retention(60, 3600)) : List.of(definition);
        var policy = new ArchivePolicy(name, 2, lines, methods);
        index.createArchivePolicy(policy);
        return policy;
    }

    private ArchivePolicyRule createRule(String name, String pattern) {
        var rule = new ArchivePolicyRule(name, "p", pattern);
        index.createArchivePolicyRule(rule);
        return rule;
    }

    private NewMetric newMetric(@Nullable String name, String policy) {
        return new NewMetric(nextId(), null, name, null, null, policy);
    }

    private NewMetric newMetric(String name, Resource resource) {
        return new NewMetric(nextId(), "me", name, null, resource.id(), "p");
    }

    private Metric createMetric(String policy) {
        return create(newMetric(null, policy));
    }

    private Metric createMetric(String name, Resource resource) {
        return create(newMetric(name, resource));
    }

    private Metric create(NewMetric metric) {
        return index.createMetrics(List.of(metric)).getFirst();
    }

    private static UUID metricOf(Resource resource, String name) {
        return Objects.requireNonNull(resource.metrics().get(name));
    }

    private Metric metric(UUID id) {
        var found = index.metrics(List.of(id));
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private Resource createResource() {
        return index.createResource(newResource(nextId(), "me", Map.of()));
    }

    private static NewResource newResource(
            UUID id, @Nullable String creator, Map<String, ? extends MetricSource> metrics) {
        return new NewResource(
                id,
                "original-" + id,
                "generic",
                creator,
                "user",
                "project",
                NOON,
                null,
                NOON,
                new TreeMap<>(),
                Map.copyOf(metrics));
    }

    private NewResource newResource(String type, Instant endedAt) {
        return new NewResource(
                nextId(),
                "thing",
                type,
                "me",
                null,
                null,
                NOON,
                endedAt,
                NOON,
                new TreeMap<>(),
                Map.of());
    }

    private void create(UUID id, @Nullable String userId, Instant startedAt) {
        index.createResource(
                new NewResource(
                        id,
                        "thing",
                        "generic",
                        "me",
                        userId,
                        null,
                        startedAt,
                        null,
                        NOON,
                        new TreeMap<>(),
                        Map.of()));
    }

    private static ResourceQuery everything(String type, Page page) {
        return new ResourceQuery(type, Filter.EVERYTHING, false, false, page);
    }

    private MetricSource.Fresh fresh(String policy) {
        return new MetricSource.Fresh(nextId(), policy, null);
    }

    private static Map<String, MetricSource> existing(String name, UUID id) {
        return Map.of(name, new MetricSource.Existing(id));
    }

    private Resource update(UUID id, Map<String, Object> attributes) {
        return index.updateResource(
                "generic", id, change(new TreeMap<>(attributes)), NOON.plusSeconds(60));
    }

    private static ResourceChange change(SortedMap<String, @Nullable Object> attributes) {
        return new ResourceChange(attributes, null);
    }

    private static ResourceChange replace(Map<String, ? extends MetricSource> metrics) {
        return new ResourceChange(new TreeMap<>(), Map.copyOf(metrics));
    }

    private static SortKey by(String key, SortKey.Direction direction) {
        return new SortKey(key, direction);
    }

    private static Page page(int limit, @Nullable String marker, SortKey... sort) {
        return new Page(limit, marker, List.of(sort));
    }

    private List<UUID> metricPage(Page page) {
        return index.listMetrics(new MetricQuery(Filter.EVERYTHING, page)).stream()
                .map(Metric::id)
                .toList();
    }

    private List<UUID> resourcePage(Page page) {
        return index.searchResources(everything("generic", page)).stream()
                .map(Resource::id)
                .toList();
    }
}
