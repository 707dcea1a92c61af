package io.gnocchi.server.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.CodedOutputStream;
import io.gnocchi.core.index.MetricChange;
import io.gnocchi.core.model.ResourceIds;
import io.gnocchi.server.access.Caller;
import io.gnocchi.server.daemon.DaemonStage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

class KnownSeriesTest {
    private static final Caller ADMIN = Caller.named("admin");
    private static final long MOST_BYTES = 1 << 20;
    private static final double STALE = Double.longBitsToDouble(0x7ff0000000000002L);

    private final DaemonStage stage = new DaemonStage("*");
    private final DaemonStage other = new DaemonStage("*");

    @AfterEach
    void close() {
        stage.close();
        other.close();
    }

    @Test
    void seriesMetBeforeAreTakenWithoutTheirLabels() {
        var request = request(new RemoteWriteRequest().series(series("up", "200"), 5_000, 2));
        assertThat(known(stage, request, ADMIN)).isEmpty();
        assertThat(known(stage, request, ADMIN)).isEmpty();
        assertThat(whole(stage, request)).isZero();

        var next = request(new RemoteWriteRequest().series(series("up", "200"), 6_000, 3));
        assertThat(known(stage, next, ADMIN)).hasValue(0);
        assertThat(stage.values("node@web", "admin", "up", "sum")).containsExactly(5.0);
    }

    @Test
    void oneUnknownSeriesHasAllOfThemRead() {
        var _ =
                whole(
                        stage,
                        request(new RemoteWriteRequest().series(series("up", "200"), 5_000, 2)));
        var both = new RemoteWriteRequest().series(series("up", "200"), 6_000, 2);
        both.series(series("down", "200"), 6_000, 2);

        assertThat(known(stage, request(both), ADMIN)).isEmpty();
        assertThat(stage.values("node@web", "admin", "up", "count")).containsExactly(1.0);
    }

    @Test
    void othersMeanOtherMetricsByTheSameLabels() {
        var request = request(new RemoteWriteRequest().series(series("up", "200"), 5_000, 2));
        var _ = whole(stage, request);

        assertThat(known(stage, request, Caller.named("bob"))).isEmpty();
        assertThat(stage.intake().acceptKnown(request, RemoteRequest.Mapping.APART, ADMIN))
                .isEmpty();
    }

    @Test
    void aChangedMetricIsNotKnownAnyMore() {
        var request = request(new RemoteWriteRequest().series(series("up", "200"), 5_000, 2));
        var _ = whole(stage, request);
        var resource = ResourceIds.of("node@web", "admin");
        var metric = stage.index().metrics(resource, List.of("up")).getFirst();
        stage.index().updateMetric(metric.id(), new MetricChange(null, "ns"));
        assertThat(known(stage, request, ADMIN)).isEmpty();
        var _ = whole(stage, request);
        assertThat(known(stage, request, ADMIN)).hasValue(0);

        stage.index().deleteMetric(metric.id());
        assertThat(known(stage, request, ADMIN)).isEmpty();
    }

    @Test
    void requestsThatNeedALookAreNotTaken() {
        var labels = series("up", "200");
        var _ = whole(stage, request(new RemoteWriteRequest().series(labels, 5_000, 2)));

        var before1970 = request(new RemoteWriteRequest().series(labels, -1, 2));
        assertThat(known(stage, before1970, ADMIN)).isEmpty();
        var tooLate = request(new RemoteWriteRequest().series(labels, Long.MAX_VALUE, 2));
        assertThat(known(stage, tooLate, ADMIN)).isEmpty();
    }

    @Test
    void noRequestHoldsMoreThanAllowed() throws IOException {
        var samples = new ByteArrayOutputStream();
        for (int i = 0; i <= Delivery.MAX_MEASURES; i++) {
            samples.write(2 << 3 | 2);
            samples.write(0); // Value and time are left out.
        }
        var request = new ByteArrayOutputStream();
        var out = CodedOutputStream.newInstance(request);
        out.writeByteArray(1, samples.toByteArray());
        out.flush();
        var packed = Snappy.compress(request.toByteArray());

        assertThatThrownBy(() -> RemoteRequest.read(packed, 8 << 20, RemoteRequest.Version.ONE))
                .isInstanceOf(IntakeRefusedException.class)
                .hasMessageContaining("more than 2000000 measures");
    }

    @Test
    void itMakesNoDifferenceWhetherLabelsAreRead() {
        var random = seeded("itMakesNoDifferenceWhetherLabelsAreRead", 20261129);
        int taken = 0;
        for (int round = 0; round < 300; round++) {
            var bytes = random(random).packed();
            var request = RemoteRequest.read(bytes, MOST_BYTES, RemoteRequest.Version.ONE);
            int expected = whole(other, request);
            var merged = known(stage, request, ADMIN);
            taken += merged.isPresent() ? 1 : 0;
            assertThat(merged.orElseGet(() -> whole(stage, request))).isEqualTo(expected);
        }
        assertThat(taken).isBetween(150, 299);
        for (var name : List.of("up", "down")) {
            for (var method : List.of("sum", "count", "max")) {
                assertThat(stage.values("node@web", "admin", name, method))
                        .isNotEmpty()
                        .isEqualTo(other.values("node@web", "admin", name, method));
            }
        }
    }

    /// Few series, some of them twice, in any order, their labels in order as a rule.
    private static RemoteWriteRequest random(Random random) {
        var request = new RemoteWriteRequest();
        for (int i = random.nextInt(5); i >= 0; i--) {
            var name = random.nextBoolean() ? "up" : "down";
            var labels = series(name, String.valueOf(200 + random.nextInt(3)));
            double value = random.nextInt(10) == 0 ? STALE : random.nextInt(100);
            long millis = 1_000L * (1 + random.nextInt(200));
            request.series(random.nextInt(10) == 0 ? reversed(labels) : labels, millis, value);
        }
        return request;
    }

    private static Map<String, String> reversed(Map<String, String> labels) {
        var names = new ArrayList<>(labels.keySet());
        Collections.reverse(names);
        var reversed = new LinkedHashMap<String, String>();
        names.forEach(name -> reversed.put(name, labels.get(name)));
        return reversed;
    }

    @Test
    void whatIsFullForgets() {
        var request = request(new RemoteWriteRequest().series(series("up", "200"), 5_000, 2));
        var labels = request.series().getFirst().labels();
        var _ = whole(stage, request);
        var resource = ResourceIds.of("node@web", "admin");
        var metric = stage.index().metrics(resource, List.of("up")).getFirst();
        var known = new KnownSeries(1_000);
        known.remember(RemoteRequest.Mapping.MERGED, "admin", labels, metric);
        var found = known.of(request.columns(), RemoteRequest.Mapping.MERGED, "admin");
        assertThat(found).isNotNull();
        assertThat(found.metrics().size()).isEqualTo(1);

        for (int i = 0; i < 10; i++) {
            var others = EncodedLabels.of(new TreeMap<>(series("other", "" + i)));
            known.remember(RemoteRequest.Mapping.MERGED, "admin", others, metric);
        }
        assertThat(known.of(request.columns(), RemoteRequest.Mapping.MERGED, "admin")).isNull();
    }

    private static Map<String, String> series(String name, String code) {
        var labels = new LinkedHashMap<String, String>();
        labels.put("__name__", name);
        labels.put("code", code);
        labels.put("instance", "web");
        labels.put("job", "node");
        return labels;
    }

    /// As nobody writes them, and anybody may.
    @Test
    void labelsMayStandBetweenSamples() throws IOException {
        var whole = new ByteArrayOutputStream();
        var out = CodedOutputStream.newInstance(whole);
        for (int i = 0; i < 2; i++) {
            out.writeByteArray(1, scattered());
        }
        out.flush();
        var packed = Snappy.compress(whole.toByteArray());

        var all = RemoteRequest.read(packed, MOST_BYTES, RemoteRequest.Version.ONE).series();

        assertThat(all).hasSize(2);
        for (var series : all) {
            assertThat(EncodedLabels.read(series.labels())).isEqualTo(series("up", "200"));
            assertThat(series.samples().values()).containsExactly(0, 1, 2, 3);
            assertThat(series.sampleCount()).isEqualTo(4);
        }
    }

    /// A series that says a label and a sample in turn.
    private static byte[] scattered() throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = CodedOutputStream.newInstance(bytes);
        int value = 0;
        for (var label : series("up", "200").entrySet()) {
            out.writeRawBytes(EncodedLabels.of(new TreeMap<>(Map.ofEntries(label))));
            var sample = new ByteArrayOutputStream();
            var inner = CodedOutputStream.newInstance(sample);
            inner.writeDouble(1, value);
            inner.writeInt64(2, 1_000 + value++);
            inner.flush();
            out.writeByteArray(2, sample.toByteArray());
        }
        out.flush();
        return bytes.toByteArray();
    }

    private static RemoteRequest request(RemoteWriteRequest request) {
        return RemoteRequest.read(request.packed(), MOST_BYTES, RemoteRequest.Version.ONE);
    }

    private static OptionalInt known(DaemonStage stage, RemoteRequest request, Caller caller) {
        return stage.intake().acceptKnown(request, RemoteRequest.Mapping.MERGED, caller);
    }

    /// @return how many series were merged
    private static int whole(DaemonStage stage, RemoteRequest request) {
        var write = PrometheusWrite.of(request, ADMIN.creator());
        stage.intake().accept(write.delivery(), ADMIN);
        return write.mergedSeries();
    }

    private static Random seeded(String test, long seed) {
        System.out.printf("%s: seed %d%n", test, seed);
        return new Random(seed);
    }
}
