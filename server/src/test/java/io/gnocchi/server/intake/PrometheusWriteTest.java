package io.gnocchi.server.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.core.model.ResourceIds;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

class PrometheusWriteTest {
    private static final int ROUNDS = 20_000;
    private static final long ALLOWED = 1 << 20;
    private static final double STALE = Double.longBitsToDouble(0x7ff0000000000002L);

    private static final Map<String, String> UP =
            Map.of("__name__", "up", "job", "node", "instance", "web:9100");

    @Test
    void jobAndInstanceAreTheResource() {
        var write = read(new RemoteWriteRequest().series(UP, 1500, 1));
        var place = place("node@web:9100", "up");
        assertThat(write.delivery().places()).containsExactly(place);
        assertThat(write.delivery().sources().get(place.resourceId()))
                .extracting(Delivery.Source::originalId, Delivery.Source::attributes)
                .containsExactly(
                        "node@web:9100",
                        new TreeMap<>(Map.of("job", "node", "instance", "web:9100")));
        assertThat(write.delivery().of(place).timestamps()).containsExactly(1_500_000_000L);
        assertThat(write.delivery().of(place).values()).containsExactly(1);
    }

    @Test
    void missingOrEmptyLabelsAreNone() {
        var write =
                read(
                        new RemoteWriteRequest()
                                .series(Map.of("__name__", "up", "instance", ""), 5, 1));
        assertThat(write.delivery().places()).containsExactly(place("none@none", "up"));
    }

    @Test
    void slashesBecomeUnderscoresInIdAndName() {
        var labels = Map.of("__name__", "a/b", "job", "probe", "instance", "http://x/y");
        var write = read(new RemoteWriteRequest().series(labels, 5, 1));
        assertThat(write.delivery().places()).containsExactly(place("probe@http:__x_y", "a_b"));
        assertThat(write.delivery().sources().values().iterator().next().attributes())
                .containsEntry("instance", "http://x/y");
    }

    @Test
    void seriesThatBecomeOneMetricAreCounted() {
        var request =
                new RemoteWriteRequest()
                        .series(with(UP, "code", "200"), 5, 1)
                        .series(with(UP, "code", "404"), 5, 2)
                        .series(with(UP, "code", "404"), 6, 3)
                        .series(with(UP, "__name__", "down"), 5, 4);
        var write = read(request);
        assertThat(write.mergedSeries()).isEqualTo(1);
        assertThat(write.delivery().of(place("node@web:9100", "up")).values())
                .containsExactly(1, 2, 3);
    }

    @Test
    void markersOfStaleSeriesAreNoMeasures() {
        var write = read(new RemoteWriteRequest().series(UP, 5, STALE));
        assertThat(write.delivery().isEmpty()).isTrue();
        assertThat(write.mergedSeries()).isZero();
    }

    @Test
    void otherNotANumbersAreKept() {
        var write = read(new RemoteWriteRequest().series(UP, 5, Double.NaN));
        assertThat(write.delivery().of(place("node@web:9100", "up")).values())
                .containsExactly(Double.NaN);
    }

    @Test
    void metadataAreSkipped() {
        var write = read(new RemoteWriteRequest().metadata("up").series(UP, 5, 1).metadata("up"));
        assertThat(write.delivery().places()).hasSize(1);
    }

    @Test
    void badSeriesIsNamed() {
        var before1970 = new RemoteWriteRequest().series(UP, 5, 1).series(UP, -5, 1);
        assertThatThrownBy(() -> read(before1970)).hasMessageContaining("series 2: Timestamp");
        var tooLate = new RemoteWriteRequest().series(UP, Long.MAX_VALUE, 1);
        assertThatThrownBy(() -> read(tooLate)).hasMessageContaining("out of range");
        var nameless = new RemoteWriteRequest().series(Map.of("job", "x"), 5, 1);
        assertThatThrownBy(() -> read(nameless)).hasMessageContaining("no label __name__");
        var longInstance = with(UP, "instance", "x".repeat(300));
        assertThatThrownBy(() -> read(new RemoteWriteRequest().series(longInstance, 5, 1)))
                .hasMessageContaining(">289");
    }

    @Test
    void noBytesBreakTheReader() throws IOException {
        var random = seeded("noBytesBreakTheReader", 20260105);
        var good = new RemoteWriteRequest().series(UP, 5, 1).metadata("up").series(UP, 6, 2);
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            var bytes = good.bytes();
            for (int i = random.nextInt(3); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            read += isRead(Snappy.compress(bytes)) ? 1 : 0;
        }
        assertThat(read).isBetween(1, ROUNDS - 1);
    }

    private static boolean isRead(byte[] packed) {
        try {
            PrometheusWrite.of(
                    RemoteRequest.read(packed, ALLOWED, RemoteRequest.Version.ONE), "admin");
            return true;
        } catch (IntakeRefusedException _) {
            return false;
        }
    }

    private static PrometheusWrite read(RemoteWriteRequest request) {
        return PrometheusWrite.of(
                RemoteRequest.read(request.packed(), ALLOWED, RemoteRequest.Version.ONE), "admin");
    }

    private static Map<String, String> with(Map<String, String> labels, String name, String value) {
        var more = new TreeMap<>(labels);
        more.put(name, value);
        return more;
    }

    private static Delivery.Place place(String resource, String metric) {
        return new Delivery.Place(ResourceIds.of(resource, "admin"), metric);
    }

    private static Random seeded(String what, long seed) {
        System.out.println(what + ": seed " + seed);
        return new Random(seed);
    }
}
