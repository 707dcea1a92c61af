package io.gnocchi.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.core.model.Measures;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeasuresBodyTest {
    private static final long SECOND = 1_000_000_000;
    private static final long NOW = 1_000_000 * SECOND;

    @Test
    void hundredThousandMeasuresBecomeTwoColumns() {
        var body =
                IntStream.range(0, 100_000)
                        .mapToObj(i -> "{\"timestamp\": " + i + ", \"value\": " + i + ".5}")
                        .collect(Collectors.joining(", ", "[", "]"));
        var measures = read(body);
        assertThat(measures.size()).isEqualTo(100_000);
        assertThat(measures.timestamps()[99_999]).isEqualTo(99_999 * SECOND);
        assertThat(measures.values()[99_999]).isEqualTo(99_999.5);
    }

    @Test
    void secondsGoThroughADouble() {
        assertThat(read("[{\"timestamp\": 1425652437.123456789, \"value\": 1}]").timestamps())
                .containsExactly(1_425_652_437_123_456_768L);
    }

    @Test
    void numericTextsAreSecondsToo() {
        assertThat(read("[{\"timestamp\": \"2020\", \"value\": 1}]").timestamps())
                .containsExactly(2020 * SECOND);
    }

    @Test
    void isoTimesKeepTheirNanosecondsAndOffsets() {
        assertThat(
                        read("[{\"timestamp\": \"1970-01-02T01:00:00.0000000019+01:00\","
                                        + " \"value\": 1}, {\"timestamp\": \"1970-02\","
                                        + " \"value\": 2}]")
                                .timestamps())
                .containsExactly(86_400 * SECOND + 1, 31 * 86_400 * SECOND);
    }

    @Test
    void relativeTimesCountFromNow() {
        assertThat(read("[{\"timestamp\": \"-5 minutes\", \"value\": 1}]").timestamps())
                .containsExactly(NOW - 300 * SECOND);
    }

    @Test
    void truthAndTextsAreValues() {
        assertThat(
                        read("[{\"timestamp\": 1, \"value\": true}, {\"timestamp\": 1,"
                                        + " \"value\": \" 1e3 \"}, {\"timestamp\": 1,"
                                        + " \"value\": \"NaN\"}]")
                                .values())
                .containsExactly(1, 1000, Double.NaN);
    }

    @Test
    void emptyDictionaryIsAnEmptyList() {
        assertThat(read("{}").size()).isZero();
    }

    @Test
    void unparsableTimeOutweighsAnEarlyOneAndABadValue() {
        refuses(
                "[{\"timestamp\": \"1900-01-01\", \"value\": []}, {\"timestamp\": \"soon\","
                        + " \"value\": 1}]",
                "unexpected timestamp 'Unable to convert timestamps'");
    }

    @Test
    void timesBeyondTheYear2262AreRefused() {
        refuses(
                "[{\"timestamp\": \"2262-04-11T23:47:17Z\", \"value\": 1}]",
                "unexpected timestamp 'Timestamp must be after Epoch'");
    }

    @Test
    void endlessTimesAreRefused() {
        refuses(
                "[{\"timestamp\": \"inf\", \"value\": 1}]",
                "unexpected timestamp 'Unable to convert timestamps'");
    }

    @Test
    void notATimeIsRefused() {
        refuses(
                "[{\"timestamp\": \"NaT\", \"value\": 1}]",
                "unexpected timestamp 'Unable to convert timestamps'");
    }

    @Test
    void missingValueIsRefused() {
        refuses("[{\"timestamp\": 1}]", "unexpected measures value");
    }

    @Test
    void nullTimeIsRefused() {
        refuses("[{\"timestamp\": null, \"value\": 1}]", "unexpected measures format");
    }

    @Test
    void sameKeyTwiceIsNoJson() {
        assertThatThrownBy(() -> read("[{\"value\": 1, \"value\": 2, \"timestamp\": 1}]"))
                .isInstanceOfSatisfying(
                        UndecodableBodyException.class,
                        e -> assertThat(e.reason()).isEqualTo("Duplicate key 'value'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999", "-1e999", "1e999999999"})
    void numbersWithoutADoubleAreNoJson(String number) {
        var body = "[{\"timestamp\": 5, \"value\": %s}]".formatted(number);

        assertThatThrownBy(() -> read(body)).hasMessage("Number out of range");
    }

    @Test
    void endlessDigitsAreNoJson() {
        assertThatThrownBy(() -> read("[{\"timestamp\": 1, \"value\": " + "9".repeat(5000) + "}]"))
                .isInstanceOf(UndecodableBodyException.class);
    }

    private static void refuses(String body, String reason) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(
                        InvalidInputException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static Measures read(String body) {
        return MeasuresBody.read(
                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), NOW);
    }
}
