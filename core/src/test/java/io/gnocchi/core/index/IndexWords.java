package io.gnocchi.core.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.ArchivePolicyRule;
import io.gnocchi.core.model.Attribute;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Refusal;
import io.gnocchi.core.model.RefusedException;
import io.gnocchi.core.model.Resource;
import io.gnocchi.core.model.ResourceType;
import io.gnocchi.core.model.Retention;
import io.gnocchi.core.model.Timespan;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
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
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// The words in which contracts of an [Index] are written.
public abstract class IndexWords {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");
    static final long SECOND = 1_000_000_000L;
    static final Page ALL = new Page(1000, null, List.of());
    static final UUID LOW_ID = UUID.fromString("00000000-0000-4000-8000-000000000001");
    static final UUID MIDDLE_ID = UUID.fromString("7fffffff-ffff-4fff-bfff-ffffffffffff");
    static final UUID HIGH_ID = UUID.fromString("80000000-0000-4000-8000-000000000000");

    Index index;
    private int ids;

    /// A new and empty index.
    ///
    /// @param clock what relative times in filters mean
    protected abstract Index create(InstantSource clock) throws Exception;

    @BeforeEach
    void createIndex() throws Exception {
        index = create(InstantSource.fixed(NOON));
    }

    @AfterEach
    void closeIndex() {
        index.close();
    }

    static void assertRefused(ThrowingCallable call, Refusal refusal) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(call)
                .extracting(RefusedException::refusal)
                .isEqualTo(refusal);
    }

    static <T> List<T> runTogether(List<Callable<T>> tasks)
            throws InterruptedException, ExecutionException {
        try (var executor = Executors.newFixedThreadPool(tasks.size())) {
            var results = new ArrayList<T>();
            for (Future<T> future : executor.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        }
    }

    UUID nextId() {
        ids++;
        return new UUID(0x0000_0000_0000_4000L, 0xa000_0000_0000_0000L + ids);
    }

    static Retention retention(long granularity, long timespan) {
        return new Retention(new Timespan(granularity * SECOND), new Timespan(timespan * SECOND));
    }

    ArchivePolicy createPolicy(String name, Retention... definition) {
        var methods = new TreeSet<AggregationMethod>();
        methods.add(AggregationMethod.of(AggregationMethod.Kind.MEAN));
        var lines = definition.length == 0 ? List.of(retention(60, 3600)) : List.of(definition);
        var policy = new ArchivePolicy(name, 2, lines, methods);
        index.createArchivePolicy(policy);
        return policy;
    }

    ArchivePolicyRule createRule(String name, String pattern) {
        var rule = new ArchivePolicyRule(name, "p", pattern);
        index.createArchivePolicyRule(rule);
        return rule;
    }

    NewMetric newMetric(@Nullable String name, String policy) {
        return new NewMetric(nextId(), null, name, null, null, policy);
    }

    NewMetric newMetric(String name, Resource resource) {
        return new NewMetric(nextId(), "me", name, null, resource.id(), "p");
    }

    Metric createMetric(String policy) {
        return create(newMetric(null, policy));
    }

    Metric createMetric(String name, Resource resource) {
        return create(newMetric(name, resource));
    }

    Metric create(NewMetric metric) {
        return index.createMetrics(List.of(metric)).getFirst();
    }

    static UUID metricOf(Resource resource, String name) {
        return Objects.requireNonNull(resource.metrics().get(name));
    }

    Metric metric(UUID id) {
        var found = index.metrics(List.of(id));
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    Resource createResource() {
        return index.createResource(newResource(nextId(), "me", Map.of()));
    }

    static NewResource newResource(
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

    NewResource newResource(String type, Instant endedAt) {
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

    void create(UUID id, @Nullable String userId, Instant startedAt) {
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

    static ResourceQuery everything(String type, Page page) {
        return new ResourceQuery(type, Filter.EVERYTHING, false, false, page);
    }

    MetricSource.Fresh fresh(String policy) {
        return new MetricSource.Fresh(nextId(), policy, null);
    }

    static Map<String, MetricSource> existing(String name, UUID id) {
        return Map.of(name, new MetricSource.Existing(id));
    }

    Resource update(UUID id, Map<String, Object> attributes) {
        return index.updateResource(
                "generic", id, change(new TreeMap<>(attributes)), NOON.plusSeconds(60));
    }

    static ResourceChange change(SortedMap<String, @Nullable Object> attributes) {
        return new ResourceChange(attributes, null);
    }

    static ResourceChange replace(Map<String, ? extends MetricSource> metrics) {
        return new ResourceChange(new TreeMap<>(), Map.copyOf(metrics));
    }

    static SortKey by(String key, SortKey.Direction direction) {
        return new SortKey(key, direction);
    }

    static Page page(int limit, @Nullable String marker, SortKey... sort) {
        return new Page(limit, marker, List.of(sort));
    }

    List<UUID> metricPage(Page page) {
        return index.listMetrics(new MetricQuery(Filter.EVERYTHING, page)).stream()
                .map(Metric::id)
                .toList();
    }

    List<UUID> resourcePage(Page page) {
        return index.searchResources(everything("generic", page)).stream()
                .map(Resource::id)
                .toList();
    }

    static boolean succeeds(Runnable call) {
        try {
            call.run();
            return true;
        } catch (RefusedException refused) {
            return false;
        }
    }

    static ResourceType type(String name, Map<String, Attribute> attributes) {
        return new ResourceType(name, ResourceType.State.ACTIVE, new TreeMap<>(attributes));
    }

    ResourceType createType(String name, Map<String, Attribute> attributes) {
        var type = type(name, attributes);
        index.createResourceType(type);
        return type;
    }

    static NewResource typed(String type, UUID id, SortedMap<String, @Nullable Object> attributes) {
        return new NewResource(
                id, "thing", type, "me", null, null, NOON, null, NOON, attributes, Map.of());
    }

    Resource createTyped(String type, UUID id, Map<String, Object> attributes) {
        return index.createResource(typed(type, id, new TreeMap<>(attributes)));
    }

    Resource updateTyped(String type, UUID id, Map<String, Object> attributes) {
        return index.updateResource(
                type, id, change(new TreeMap<>(attributes)), NOON.plusSeconds(60));
    }

    /// Live first, then the latest of those that are over.
    List<Resource> revisionsOf(String type, UUID id) {
        var ofId = new Filter.Compare("id", Filter.Comparison.EQUAL, id);
        var latestFirst = by("revision_start", SortKey.Direction.DESC);
        return index.searchResources(
                new ResourceQuery(type, ofId, true, false, page(100, null, latestFirst)));
    }

    /// @param namesAndValues one after the other
    static SortedMap<String, @Nullable Object> attributes(@Nullable Object... namesAndValues) {
        var attributes = new TreeMap<String, @Nullable Object>();
        for (int at = 0; at < namesAndValues.length; at += 2) {
            attributes.put((String) namesAndValues[at], namesAndValues[at + 1]);
        }
        return attributes;
    }
}
