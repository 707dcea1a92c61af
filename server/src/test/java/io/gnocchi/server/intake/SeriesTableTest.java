package io.gnocchi.server.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gnocchi.core.model.AggregationMethod;
import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.core.model.Metric;
import io.gnocchi.core.model.Retention;
import io.gnocchi.core.model.Timespan;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SeriesTableTest {
    private static final ArchivePolicy POLICY =
            new ArchivePolicy(
                    "p",
                    0,
                    List.of(new Retention(new Timespan(60_000_000_000L), null)),
                    new TreeSet<>(List.of(AggregationMethod.parse("mean"))));

    private final SeriesTable table = new SeriesTable();

    @Test
    void findsWhatWasAddedWhateverTheGuess() {
        var random = new Random(20261129);
        System.out.println("findsWhatWasAddedWhateverTheGuess: seed 20261129");
        var metrics = new HashMap<String, Metric>();
        for (int i = 0; i < 20_000; i++) {
            var text = "series " + random.nextInt(8_000);
            int guess = random.nextInt(10_000);
            var known = metrics.get(text);
            int place = find(text, guess);
            if (known == null) {
                assertThat(place).isNegative();
                metrics.put(text, metric(i));
                assertThat(table.add(text.getBytes(UTF_8), metrics.get(text))).isTrue();
                assertThat(find(text, guess)).isEqualTo(metrics.size() - 1);
            } else {
                assertThat(table.metrics().metric(place)).isSameAs(known);
                assertThat(find(text, place)).isEqualTo(place);
                assertThat(table.add(text.getBytes(UTF_8), metric(i))).isFalse();
            }
        }
    }

    @Test
    void tellsApartWhatHashesTheSame() {
        assertThat("AaBB".hashCode()).isEqualTo("BBAa".hashCode());
        table.add("AaBB".getBytes(UTF_8), metric(1));
        assertThat(find("BBAa", 0)).isNegative();
        table.add("BBAa".getBytes(UTF_8), metric(2));

        assertThat(find("AaBB", 1)).isZero();
        assertThat(find("BBAa", 0)).isEqualTo(1);
    }

    @Test
    void manyOfTheSameHashAreFound() {
        int count = 1 << 12;
        assertThat(ofOneHash(0).hashCode()).isEqualTo(ofOneHash(count - 1).hashCode());
        for (int i = 0; i < count; i++) {
            assertThat(table.add(ofOneHash(i).getBytes(UTF_8), metric(i))).isTrue();
        }
        for (int i = 0; i < count; i++) {
            assertThat(find(ofOneHash(i), count)).isEqualTo(i);
        }
    }

    private static String ofOneHash(int number) {
        var text = new StringBuilder();
        for (int bit = 0; bit < 15; bit++) {
            text.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return text.toString();
    }

    private int find(String text, int guess) {
        var bytes = ("<" + text + ">").getBytes(UTF_8);
        return table.find(bytes, 1, bytes.length - 1, guess);
    }

    private static Metric metric(int number) {
        return new Metric(new UUID(0, number), null, null, null, null, POLICY);
    }
}
