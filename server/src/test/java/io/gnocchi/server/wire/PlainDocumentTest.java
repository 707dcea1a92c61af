package io.gnocchi.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.core.model.Measures;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is read fast means what it means read with care.
class PlainDocumentTest {
    private static final long NOW = 1_700_000_000_000_000_000L;

    private static final List<String> TIMES =
            List.of(
                    "1700000000",
                    "1700000000.5",
                    "1425652437.123456789",
                    "-1",
                    "0",
                    "1e9",
                    "\"2024-01-31T23:59:59\"",
                    "\"2024-01-31T23:59:60\"",
                    "\"2024-01-31T00:00:00\"",
                    "\"2024-01-31 10:20:30\"",
                    "\"2024-01-31t10:20:30\"",
                    "\"2024-01-31T24:00:00\"",
                    "\"2024-02-30T10:20:30\"",
                    "\"2024-01-31T10:2a:30\"",
                    "\"2024-01-31T00+01:00\"",
                    "\"2024-01-31T10:20Z  \"",
                    "\"1969-12-31T23:59:59\"",
                    "\"1970-01-01T00:00:00\"",
                    "\"2262-04-11T23:47:15\"",
                    "\"2262-04-11T23:47:16\"",
                    "\"2262-04-11T20:47:16\"",
                    "\"2262-04-12T00:00:00\"",
                    "\"2024-01-31T10:20:30Z\"",
                    "\"2024-01-31T10:20:30.123456789\"",
                    "\"2024-01\"",
                    "\"now\"",
                    "\"today\"",
                    "\"-5 minutes\"",
                    "\"1700000000\"",
                    "\"\"",
                    "null",
                    "true",
                    "\"2024-01-31T10:20:30\\u0020\"",
                    "\"2024-01-é\"");

    private final DocumentMaker maker = new DocumentMaker();

    /// Mostly in a way that is read fast.
    private String measure(String usualTime) {
        var time =
                "\"timestamp\":"
                        + maker.blank()
                        + (maker.seldom()
                                ? maker.oneOf(TIMES)
                                : usualTime.formatted(maker.random.nextInt(60)));
        var value =
                "\"value\": "
                        + (maker.random.nextInt(4) == 0
                                ? maker.oneOf(DocumentMaker.NUMBERS)
                                : maker.random.nextInt(9_999) / 100.0);
        return switch (maker.random.nextInt(200)) {
            case 0 -> "{" + time + "}";
            case 1 -> "{" + value + "}";
            case 2 -> "{" + time + ", " + value + ", \"more\": [1, {\"a\": null}]}";
            case 3 -> "{" + time + ", " + value + ", " + value + "}";
            case 4 -> "[" + time + "]";
            case 5, 6, 7, 8, 9 -> "{" + value + ", " + time + maker.blank() + "}";
            default -> "{" + time + maker.blank() + ", " + value + "}";
        };
    }

    private String measures() {
        var usual =
                maker.oneOf(
                        List.of("\"2024-01-31T10:20:%02d\"", "17000000%02d", "17000000%02d.25"));
        int count =
                maker.random.nextInt(10) == 0 ? maker.random.nextInt(900) : maker.random.nextInt(4);
        return IntStream.range(0, count)
                .mapToObj(_ -> measure(usual))
                .collect(
                        Collectors.joining(
                                maker.seldom() ? " ,\n" : ",", "[", "]" + maker.blank()));
    }

    /// As Ceilometer writes them.
    private String described() {
        var members =
                new ArrayList<>(
                        List.of(
                                "\"measures\": " + measures(),
                                "\"archive_policy_name\": \"low\"",
                                "\"unit\":" + maker.blank() + "\"ns\""));
        if (maker.random.nextInt(4) == 0) {
            var odd =
                    List.of(
                            "\"unit\": null",
                            "\"unit\": \"" + "x".repeat(40) + "\"",
                            "\"archive_policy_name\": 7",
                            "\"archive_policy\": {\"definition\": [{\"granularity\": 60}]}",
                            "\"archive_policy\": \"low\"",
                            "\"more\": \"x\"",
                            "\"measures\": []",
                            "\"unit\": \"\\u00b0\"");
            members.set(maker.random.nextInt(3), maker.oneOf(odd));
        }
        Collections.shuffle(members, maker.random);
        return members.stream()
                .limit(maker.random.nextInt(8) == 0 ? maker.random.nextInt(3) : 3)
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static Object single(InputStream body) {
        return shown(MeasuresBody.read(body, NOW));
    }

    private static Object byMetric(InputStream body) {
        var shown = new StringBuilder();
        BatchBody.byMetric(body, NOW)
                .forEach((id, measures) -> shown.append(id).append(shown(measures)));
        return shown;
    }

    private static Object byResource(InputStream body) {
        var shown = new StringBuilder();
        BatchBody.byResource(body, NOW)
                .forEach((resource, metrics) -> {
                    shown.append(resource);
                    metrics.forEach((name, named) ->
                            shown.append(name)
                                    .append(named.policy())
                                    .append(named.unit())
                                    .append(shown(named.measures())));
                });
        return shown;
    }

    /// Every bit of the values.
    private static String shown(Measures measures) {
        var bits = Arrays.stream(measures.values()).mapToLong(Double::doubleToRawLongBits);
        return Arrays.toString(measures.timestamps()) + Arrays.toString(bits.toArray());
    }

    @Test
    void listsAreReadAlike() {
        for (int i = 0; i < 4_000; i++) {
            maker.assertReadAlike(
                    maker.damaged(maker.blank() + measures()), PlainDocumentTest::single);
        }
    }

    @Test
    void batchesByMetricAreReadAlike() {
        var ids = IntStream.range(0, 40).mapToObj(i -> new UUID(i, i).toString()).toList();
        for (int i = 0; i < 4_000; i++) {
            var text = maker.object(12, maker.seldom() ? List.of("x", "") : ids, _ -> measures());
            maker.assertReadAlike(maker.damaged(text + maker.blank()), PlainDocumentTest::byMetric);
        }
    }

    @Test
    void batchesByResourceAreReadAlike() {
        var names =
                List.of("a", "b", "cpu.util", "d/e", "é", "\\u0041", "disk free", "x".repeat(600));
        var hosts = IntStream.range(0, 40).mapToObj(i -> "host" + i).toList();
        for (int i = 0; i < 4_000; i++) {
            var plain = maker.seldom() ? names : names.subList(0, 4);
            Function<String, String> value =
                    _ -> maker.random.nextInt(3) == 0 ? described() : measures();
            var text = maker.object(6, hosts, _ -> maker.object(6, plain, value));
            maker.assertReadAlike(maker.damaged(text), PlainDocumentTest::byResource);
        }
    }

    @Test
    void everyNumberAndTimeIsReadAlike() {
        for (var number : DocumentMaker.NUMBERS) {
            for (var time : TIMES) {
                var one = "{\"timestamp\": %s, \"value\": %s}".formatted(time, number);
                maker.assertReadAlike("[" + one + "]", PlainDocumentTest::single);
                var iso = "{\"timestamp\": \"2024-01-31T10:20:30\", \"value\": 1}";
                maker.assertReadAlike("[" + iso + ", " + one + "]", PlainDocumentTest::single);
                maker.assertReadAlike("[" + one + ", " + iso + "]", PlainDocumentTest::single);
            }
        }
    }

    @Test
    void everyDecimalIsReadAlike() {
        for (int i = 0; i < 20_000; i++) {
            var number =
                    switch (maker.random.nextInt(4)) {
                        case 0 ->
                                Double.toString(
                                        maker.random.nextDouble() * Math.pow(10, i % 40 - 20));
                        case 1 -> Float.toString(maker.random.nextFloat());
                        case 2 -> maker.random.nextLong() + "." + maker.random.nextInt(1_000);
                        default -> maker.random.nextInt() / 1000.0 + "";
                    };
            maker.assertReadAlike(
                    "[{\"timestamp\": 1, \"value\": %s}]".formatted(number),
                    PlainDocumentTest::single);
        }
    }

    @Test
    void listsOfAnyLengthAreReadAlike() {
        var million =
                IntStream.range(0, 200_000)
                        .mapToObj(i -> "{\"timestamp\": " + i + ", \"value\": " + i + ".5}")
                        .collect(Collectors.joining(", ", "[", "]"));
        maker.assertReadAlike(million, PlainDocumentTest::single);
        maker.assertReadAlike(
                "{\"a\": {\"m\": []}, \"b\": {\"m\": " + million + "}}",
                PlainDocumentTest::byResource);
    }

    /// The test would prove nothing if all were left to the other reader.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                " [ {\"timestamp\": \"2024-01-31T10:20:30\", \"value\": -1.5e3} ,"
                        + " {\"value\":1,\"timestamp\":\"2024-02\"}] ",
                "[{\"timestamp\": \"now\", \"value\": 0.1234567890123456789}]"
            })
    void plainListsAreReadFast(String text) {
        var plain = new PlainDocument(maker.body(text));

        assertThat(new PlainMeasures(plain, NOW).take()).isNotNull();
        assertThat(plain.takeEnd()).isTrue();
    }

    @Test
    void plainMembersAreReadFast() {
        var plain = new PlainDocument(maker.body("{\"a\": {\"m\": [], \"n\": [ ]}, \"b\": {}} "));
        var lists = new PlainMeasures(plain, NOW);
        var names = new ArrayList<String>();

        assertThat(
                        plain.takeMembers(name -> {
                            names.add(name);
                            return plain.takeInner(_ -> lists.take() != null);
                        }))
                .isTrue();
        assertThat(names).containsExactly("a", "b");
    }

    @Test
    void bodyThatBreaksOffIsRefusedAlike() {
        var broken =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("gone");
                    }

                    @Override
                    public int read(byte[] into, int from, int count) throws IOException {
                        throw new IOException("gone");
                    }
                };

        assertThatThrownBy(() -> MeasuresBody.read(broken, NOW))
                .isInstanceOf(UndecodableBodyException.class)
                .extracting(e -> ((UndecodableBodyException) e).reason())
                .isEqualTo("The body could not be read: gone");
    }
}
