package io.gnocchi.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.CacheCounts;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Retention;
import io.gnocchi.core.model.Timespan;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FoundMetricsTest {
    private static final UUID ONE = new UUID(0, 1);
    private static final UUID TWO = new UUID(0, 2);
    private static final UUID THREE = new UUID(0, 3);
    private static final UUID FOUR = new UUID(0, 4);

    private final Index index = new MemoryIndex();
    private final FoundMetrics<UUID> found = new FoundMetrics<>(index, 4);
    private int asked;

    @BeforeEach
    void createMetrics() {
        var methods = new TreeSet<>(List.of(AggregationMethod.parse("mean")));
        var kept = List.of(new Retention(new Timespan(60_000_000_000L), null));
        index.createArchivePolicy(new ArchivePolicy("p", 0, kept, methods));
        for (var id : List.of(ONE, TWO, THREE, FOUR)) {
            index.createMetrics(List.of(new NewMetric(id, null, null, null, null, "p")));
        }
    }

    private Map<UUID, Metric> of(UUID... ids) {
        return found.of(List.of(ids), () -> ask(List.of(ids)));
    }

    private Map<UUID, Metric> ask(Collection<UUID> ids) {
        asked++;
        var metrics = new HashMap<UUID, Metric>();
        index.metrics(ids).forEach(metric -> metrics.put(metric.id(), metric));
        return metrics;
    }

    @Test
    void whatWasFoundIsNotAskedAgain() {
        of(ONE, TWO);

        assertThat(of(TWO)).containsOnlyKeys(TWO);
        assertThat(of(ONE, TWO)).containsOnlyKeys(ONE, TWO);
        assertThat(asked).isEqualTo(1);
        assertThat(found.counts()).isEqualTo(new CacheCounts(2, 1));
    }

    @Test
    void aChangeIsSeenAtOnce() {
        of(ONE);
        index.updateMetric(ONE, new MetricChange(null, "ns"));

        assertThat(of(ONE).get(ONE)).returns("ns", Metric::unit);
        index.deleteMetric(ONE);
        assertThat(of(ONE)).isEmpty();
    }

    @Test
    void aChangeBetweenTheQuestionsIsSeenByTheNext() {
        found.of(
                List.of(ONE),
                () -> {
                    var before = ask(List.of(ONE));
                    index.updateMetric(ONE, new MetricChange(null, "ns"));
                    return before;
                });

        assertThat(of(ONE).get(ONE)).returns("ns", Metric::unit);
    }

    @Test
    void whatWasNotFoundIsAskedAgain() {
        var later = new UUID(0, 5);
        assertThat(of(later)).isEmpty();
        index.createMetrics(List.of(new NewMetric(later, null, null, null, null, "p")));

        assertThat(of(later)).containsOnlyKeys(later);
    }

    @Test
    void whatWasNotAskedForLatelyGoes() {
        of(ONE);
        of(TWO);
        of(THREE);
        of(ONE);
        of(FOUR);
        asked = 0;

        of(ONE);
        of(FOUR);
        assertThat(asked).isZero();
        of(TWO);
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void noMoreAreRememberedThanAllowed() {
        var few = new FoundMetrics<UUID>(index, 2);
        for (int i = 0; i < 30; i++) {
            var id = List.of(ONE, TWO, THREE).get(i % 3);
            var _ = few.of(List.of(id), () -> ask(List.of(id)));
        }

        assertThat(asked).isEqualTo(30);
    }
}
