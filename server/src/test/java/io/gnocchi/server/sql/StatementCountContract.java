package io.gnocchi.server.sql;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.index.Filter;
import io.gnocchi.core.index.Index;
import io.gnocchi.core.index.MetricQuery;
import io.gnocchi.core.index.NewMetric;
import io.gnocchi.core.index.NewResource;
import io.gnocchi.core.index.Page;
import io.gnocchi.core.index.ResourceQuery;
import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Attribute;
import io.gnocchi.core.model.Resource;
import io.gnocchi.core.model.ResourceType;
import io.gnocchi.core.model.Retention;
import io.gnocchi.core.model.Timespan;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// However many rows a call has, its statements are a handful.
abstract class StatementCountContract {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Page PAGE = new Page(1000, null, List.of());
    private static final Filter OF_HOST = new Filter.Compare("host", Filter.Comparison.EQUAL, "h");

    private final AtomicInteger statements = new AtomicInteger();
    private Index index;

    /// A new and empty index whose statements are listened to.
    abstract Database create(ExecuteListener listener) throws Exception;

    @BeforeEach
    void createIndex() throws Exception {
        var database = create(new Counting());
        index = new SqlIndex(database);
        var methods = new TreeSet<AggregationMethod>();
        methods.add(AggregationMethod.of(AggregationMethod.Kind.MEAN));
        var kept = List.of(new Retention(new Timespan(60_000_000_000L), null));
        index.createArchivePolicy(new ArchivePolicy("p", 0, kept, methods));
        var attributes = new TreeMap<String, Attribute>();
        attributes.put("host", new Attribute.Text(false, 0, 255));
        index.createResourceType(new ResourceType("t", ResourceType.State.ACTIVE, attributes));
    }

    private final class Counting implements ExecuteListener {
        private static final long serialVersionUID = 1;

        @Override
        public void executeStart(ExecuteContext context) {
            statements.incrementAndGet();
        }
    }

    @Test
    void callsOverAThousandRowsAreAHandfulOfStatements() {
        var ids = IntStream.range(0, 1000).mapToObj(number -> new UUID(0x4000, number)).toList();
        var resources = ids.stream().map(StatementCountContract::resource).toList();
        var metrics = ids.stream().map(StatementCountContract::metric).toList();
        assertThat(cost(() -> index.createResources(resources))).isLessThanOrEqualTo(4);
        assertThat(cost(() -> index.createMetrics(metrics))).isLessThanOrEqualTo(5);
        assertThat(cost(() -> assertThat(search("t", false)).hasSize(1000))).isLessThanOrEqualTo(3);
        assertThat(cost(() -> assertThat(search("generic", true)).hasSize(1000)))
                .isLessThanOrEqualTo(5);
        assertThat(cost(() -> index.listMetrics(new MetricQuery(Filter.EVERYTHING, PAGE))))
                .isEqualTo(1);
        assertThat(cost(() -> index.resources(ids))).isLessThanOrEqualTo(2);
        assertThat(cost(() -> index.metricsOf(ids))).isEqualTo(1);
        assertThat(cost(() -> index.inactiveMetrics(ids))).isEqualTo(1);
        assertThat(cost(() -> index.heard(ids, NOON))).isEqualTo(1);
        var later = Instant.now().plusSeconds(9);
        var newest = ids.stream().collect(toMap(id -> id, _ -> later.plusSeconds(9)));
        assertThat(cost(() -> index.reviveResources(newest, later))).isEqualTo(1);
        assertThat(cost(() -> endSilent(later))).isLessThanOrEqualTo(6);
        assertThat(cost(() -> index.reviveResources(newest, later))).isLessThanOrEqualTo(8);
        assertThat(cost(() -> endSilent(later))).isLessThanOrEqualTo(6);
        assertThat(cost(() -> index.deleteEndedResources(later.plusSeconds(1), 400)))
                .isLessThanOrEqualTo(4);
        assertThat(cost(() -> index.deleteResources("t", OF_HOST))).isLessThanOrEqualTo(5);
        assertThat(index.deletedMetrics(2000)).hasSize(1000);
        assertThat(cost(() -> index.expungeMetrics(ids))).isEqualTo(1);
    }

    private void endSilent(Instant now) {
        assertThat(index.endSilentResources(now, now, 1000)).isEqualTo(1000);
    }

    private int cost(Runnable call) {
        int before = statements.get();
        call.run();
        return statements.get() - before;
    }

    private List<Resource> search(String type, boolean history) {
        var filter = type.equals("t") ? OF_HOST : Filter.EVERYTHING;
        return index.searchResources(new ResourceQuery(type, filter, history, true, PAGE));
    }

    private static NewResource resource(UUID id) {
        return new NewResource(
                id,
                "thing",
                "t",
                "me",
                null,
                null,
                NOON,
                null,
                NOON,
                new TreeMap<>(Map.of("host", "h")),
                Map.of());
    }

    private static NewMetric metric(UUID resource) {
        return new NewMetric(resource, "me", "cpu", null, resource, "p");
    }
}
