package io.gnocchi.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.index.Index;
import io.gnocchi.core.index.MemoryIndex;
import io.gnocchi.core.index.MetricChange;
import io.gnocchi.core.index.NewMetric;
import io.gnocchi.core.index.NewResource;
import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.ResourceIds;
import io.gnocchi.core.model.Retention;
import io.gnocchi.core.model.Timespan;
import io.gnocchi.server.meters.Exposition;
import io.gnocchi.server.meters.Meters;
import io.gnocchi.server.wire.BatchBody;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricMemoryTest {
    private static final UUID CPU = new UUID(0, 1);
    private static final UUID MEMORY = new UUID(0, 2);
    private static final UUID WEB = ResourceIds.of("web", "bob");

    @AutoClose private final Index index = new MemoryIndex();
    @AutoClose private final Meters meters = new Meters();
    private final MetricMemory memory = new MetricMemory(index, 100, meters);

    @BeforeEach
    void createMetrics() {
        var methods = new TreeSet<>(List.of(AggregationMethod.parse("mean")));
        var kept = List.of(new Retention(new Timespan(60_000_000_000L), null));
        index.createArchivePolicy(new ArchivePolicy("p", 0, kept, methods));
        for (var host : List.of("web", "db")) {
            index.createResource(
                    new NewResource(
                            ResourceIds.of(host, "bob"),
                            host,
                            Index.GENERIC,
                            "bob",
                            null,
                            null,
                            Instant.EPOCH,
                            null,
                            Instant.EPOCH,
                            new TreeMap<>(),
                            Map.of()));
        }
        index.createMetrics(
                List.of(
                        new NewMetric(CPU, "bob", "cpu", null, WEB, "p"),
                        new NewMetric(MEMORY, "bob", "memory", null, WEB, "p")));
    }

    private static ResourceBatch batch(String hosts) {
        var body = new ByteArrayInputStream(hosts.getBytes(StandardCharsets.UTF_8));
        return ResourceBatch.of(BatchBody.byResource(body, 0), "bob");
    }

    private Set<UUID> found(String hosts) {
        return Set.copyOf(memory.of(batch(hosts)).values().stream().map(Metric::id).toList());
    }

    private double questions(String result) {
        var name =
                "gnocchi_cache_requests_total{cache=\"metrics_by_resource\",result=\"%s\"}"
                        .formatted(result);
        return Exposition.parse(meters.text()).of(name);
    }

    @Test
    void batchGetsTheMetricsItSpeaksOfAndNoOther() {
        assertThat(found("{\"web\": {\"cpu\": [], \"disk\": []}}")).containsExactly(CPU);
        assertThat(found("{\"web\": {\"cpu\": []}, \"db\": {\"memory\": []}}"))
                .containsExactly(CPU);
        assertThat(found("{}")).isEmpty();
    }

    @Test
    void secondBatchAsksNobody() {
        var both = "{\"web\": {\"cpu\": [], \"memory\": []}}";

        assertThat(found(both)).containsExactlyInAnyOrder(CPU, MEMORY);
        assertThat(found(both)).containsExactlyInAnyOrder(CPU, MEMORY);
        assertThat(questions("miss")).isEqualTo(1);
        assertThat(questions("hit")).isEqualTo(1);
    }

    @Test
    void changesAreSeenByTheNextBatch() {
        var cpu = "{\"web\": {\"cpu\": []}}";
        assertThat(found(cpu)).containsExactly(CPU);

        index.updateMetric(CPU, new MetricChange(null, "ns"));
        assertThat(memory.of(batch(cpu)).values()).extracting(Metric::unit).containsExactly("ns");
        index.deleteResource(Index.GENERIC, WEB);
        assertThat(found(cpu)).isEmpty();
    }
}
